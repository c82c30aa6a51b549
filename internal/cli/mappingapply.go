package cli

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
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
		Short: "Take over a mapping edited in a spreadsheet",
		Long: `Take over the columns variable_type, category, subcategory and branch of a mapping
file. Accounts are found by entity and account id; what a spreadsheet did to the
other columns does not matter. An empty variable_type unmaps the account. All
lines have to be valid, or nothing is applied.`,
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
	if err := o.resolve(env); err != nil {
		return err
	}
	charts, err := mappedCharts(env, o.target)
	if err != nil {
		return err
	}
	edits, err := readMapping(env, o.path, charts)
	if err != nil {
		return err
	}
	changes, confirmed := compareEdits(charts, edits)
	if len(changes) == 0 && confirmed == 0 {
		env.Info("Nothing changes: the mapping is like that already.")
		return nil
	}
	for _, change := range changes {
		env.Info("  %s: %s → %s", change.now.name(), words(change.was), words(change.now.mapping.Decision))
	}
	env.Info("%s mapped anew, %s as suggested.", count(len(changes), "account is", "accounts are"), count(confirmed, "is confirmed", "are confirmed"))
	var about []mappedAccount
	for _, change := range changes {
		about = append(about, change.now)
	}
	warnOfStatements(env, about)
	if err := confirm(ctx, env, o.yes, "Apply?"); err != nil {
		return err
	}
	if err := decide(env, decisionsIn(charts, edits)); err != nil {
		return err
	}
	env.Info("Applied %s.", count(len(edits), "line", "lines"))
	return nil
}

// readMapping reads a mapping file and holds it against the charts; every line
// that will not do is named.
func readMapping(env *Env, path string, charts []mappedChart) ([]mapping.Edit, error) {
	from := env.In
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, usageErrorOf("cannot read the mapping", err)
		}
		defer func() { _ = file.Close() }()
		from = file
	}
	byEntity := make(map[string]*ledger.Chart, len(charts))
	for _, chart := range charts {
		byEntity[chart.key.Entity] = &chart.chart.Chart
	}
	edits, err := mapping.Read(from)
	refused, bad := errors.AsType[mapping.Problems](err)
	if err != nil && !bad {
		return nil, usageErrorOf("cannot read the mapping", err)
	}
	if !bad || len(edits) > 0 {
		err = mapping.Check(edits, refused, byEntity)
	}
	if problems, ok := errors.AsType[mapping.Problems](err); ok {
		return nil, usageError("cannot apply "+path, count(len(problems), "line is", "lines are")+" wrong; nothing was changed",
			strings.Split(problems.Error(), "\n")...)
	}
	return edits, err
}

// mappingChange is an account that is to be something else.
type mappingChange struct {
	was mapping.Decision
	now mappedAccount
}

// compareEdits finds the accounts that become something else and counts those
// that are only confirmed.
func compareEdits(charts []mappedChart, edits []mapping.Edit) (changes []mappingChange, confirmed int) {
	current := make(map[model.Key]map[string]mappedAccount)
	for _, chart := range charts {
		byID := make(map[string]mappedAccount)
		for _, m := range chart.accounts() {
			byID[m.account.ID] = m
		}
		current[model.Key{Entity: chart.key.Entity}] = byID
	}
	for _, edit := range edits {
		m := current[model.Key{Entity: edit.Entity}][edit.AccountID]
		was, now := m.mapping.Decision, edit.Decision
		if now.Branch == "" {
			now.Branch = m.key.Entity
		}
		if now.Type == "" {
			now.Category, now.Subcategory = "", ""
		}
		switch {
		case was != now:
			m.mapping.Decision = now
			changes = append(changes, mappingChange{was, m})
		case m.mapping.State == mapping.Suggested:
			confirmed++
		}
	}
	return changes, confirmed
}

// decisionsIn are what edits decide. An account that never had a type and gets
// none is left to the suggestions.
func decisionsIn(charts []mappedChart, edits []mapping.Edit) map[model.Key]map[string]mapping.Decision {
	decided := make(map[model.Key]map[string]mapping.Decision)
	for _, chart := range charts {
		for _, edit := range edits {
			if edit.Entity != chart.key.Entity {
				continue
			}
			current := chart.mappings[edit.AccountID]
			if edit.Decision.Type == "" && current.State == mapping.Unmapped && edit.Decision.Branch == current.Branch {
				continue
			}
			if decided[chart.key] == nil {
				decided[chart.key] = make(map[string]mapping.Decision)
			}
			decided[chart.key][edit.AccountID] = edit.Decision
		}
	}
	return decided
}

// words is a decision on one line.
func words(d mapping.Decision) string {
	if d.Type == "" {
		return "not mapped"
	}
	parts := []string{string(d.Type)}
	for _, part := range []string{d.Category, d.Subcategory} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " / ") + " (" + d.Branch + ")"
}
