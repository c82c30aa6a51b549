package cli

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
)

type mappingApplyOptions struct {
	target
	path string
	yes  bool
}

func newMappingApply(env *Env) *cobra.Command {
	var o mappingApplyOptions
	cmd := &cobra.Command{
		Use:   "apply FILE --model MODEL",
		Short: "Apply a mapping file edited in a spreadsheet",
		Long: `Apply the columns variable_type, category, subcategory and branch of a mapping file.
Accounts are found by entity and account id; changes to the other columns do not
matter. An empty variable_type unmaps the account. If a line is invalid, nothing is
applied.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.path = args[0]
			return runMappingApply(cmd.Context(), env, o)
		},
	}
	o.bind(cmd)
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingApply(ctx context.Context, env *Env, o mappingApplyOptions) error {
	charts, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	edits, err := readMapping(env, o.path, charts)
	if err != nil {
		return err
	}
	applied := mapping.Apply(charts, edits)
	if len(applied.Changes) == 0 && applied.Confirmed == 0 {
		env.Info("Nothing to change: the mapping is already like this.")
		return nil
	}
	for _, change := range applied.Changes {
		printChange(env, "  ", change)
	}
	env.Info("%s, %s.", count(len(applied.Changes), "account gets another mapping", "accounts get another mapping"),
		count(applied.Confirmed, "is confirmed as suggested", "are confirmed as suggested"))
	warnOfStatements(env, applied.Changes)
	if err := confirm(ctx, env, o.yes, "Apply?"); err != nil {
		return err
	}
	if err := saveDecisions(env, applied.Decided); err != nil {
		return err
	}
	env.Info("Applied %s.", count(len(edits), "line", "lines"))
	return nil
}

// readMapping reads a mapping file and checks it against the charts; every line
// that is wrong is named.
func readMapping(env *Env, path string, charts []mapping.EntityChart) ([]mapping.Edit, error) {
	from := env.In
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, usageErrorOf("cannot read the mapping", err)
		}
		defer func() { _ = file.Close() }()
		from = file
	}
	edits, err := mapping.Read(from)
	refused, bad := errors.AsType[mapping.Problems](err)
	if err != nil && !bad {
		return nil, usageErrorOf("cannot read the mapping", err)
	}
	if !bad || len(edits) > 0 {
		err = mapping.Check(edits, refused, mapping.Charts(charts))
	}
	if problems, ok := errors.AsType[mapping.Problems](err); ok {
		return nil, usageError("cannot apply "+path, count(len(problems), "line is", "lines are")+" wrong; nothing was changed",
			strings.Split(problems.Error(), "\n")...)
	}
	return edits, err
}
