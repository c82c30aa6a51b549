package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

type mappingCopyOptions struct {
	target
	from string
}

func newMappingCopy(env *Env) *cobra.Command {
	var o mappingCopyOptions
	cmd := &cobra.Command{
		Use:     "copy --from MODEL/ENTITY --model MODEL [--entity ENTITY]",
		Short:   "Copy the decisions of another entity by account code",
		Example: "  ledgerlink mapping copy --from group/uk --model group --entity nz",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runMappingCopy(env, o) },
	}
	o.bindOne(cmd)
	cmd.Flags().StringVar(&o.from, "from", "", "MODEL/ENTITY to copy from")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingCopy(env *Env, o mappingCopyOptions) error {
	source, err := keyNamed(o.from)
	if err != nil {
		return err
	}
	from, err := mappedCharts(env, &target{source.Model, source.Entity})
	if err != nil {
		return err
	}
	if o.entity == "" {
		o.entity = model.MainEntity
	}
	to, err := mappedCharts(env, &o.target)
	if err != nil {
		return err
	}
	key := o.key()
	copied, unmatched := mapping.Copy(from[0], to[0])
	if err := saveDecisions(env, mapping.Decided{key: copied}); err != nil {
		return err
	}
	env.Info("%s copied from %s to %s.", count(len(copied), "decision was", "decisions were"), source, key)
	for _, u := range unmatched {
		env.Info("  %s", unmatchedText(u))
	}
	return nil
}

func unmatchedText(u mapping.Unmatched) string {
	account := u.Account.Account
	switch {
	case account.Code == "":
		return "no code to find an account by: " + account.Name
	case u.Matches == 0:
		return "no account with code " + account.Code + ": " + account.Name
	}
	return fmt.Sprintf("%d accounts with code %s: %s", u.Matches, account.Code, account.Name)
}

// keyNamed reads MODEL/ENTITY, or MODEL for its main entity.
func keyNamed(text string) (model.Key, error) {
	if text == "" {
		return model.Key{}, usageError("nothing to copy from is given", "use --from MODEL/ENTITY")
	}
	name, entity, ok := strings.Cut(text, "/")
	if !ok {
		entity = model.MainEntity
	}
	key := model.Key{Model: name, Entity: entity}
	return key, key.Check()
}
