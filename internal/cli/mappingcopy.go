package cli

import (
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
		Short:   "Take over the decisions of another entity by account code",
		Example: "  ledgerlink mapping copy --from group/uk --model group --entity nz",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runMappingCopy(env, o) },
	}
	o.bindOne(cmd)
	cmd.Flags().StringVar(&o.from, "from", "", "MODEL/ENTITY to copy from")
	return withExitCodes(cmd, exitSignIn)
}

func runMappingCopy(env *Env, o mappingCopyOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	source, err := keyNamed(o.from)
	if err != nil {
		return err
	}
	key := o.key()
	from, err := mappedCharts(env, target{source.Model, source.Entity})
	if err != nil {
		return err
	}
	to, err := mappedCharts(env, target{key.Model, key.Entity})
	if err != nil {
		return err
	}
	copied, alone := matchByCode(from[0], to[0])
	if err := decide(env, map[model.Key]map[string]mapping.Decision{key: copied}); err != nil {
		return err
	}
	env.Info("%s copied from %s to %s.", count(len(copied), "decision was", "decisions were"), source, key)
	for _, why := range alone {
		env.Info("  no partner: %s", why)
	}
	return nil
}

// keyNamed reads MODEL/ENTITY, or MODEL for its main entity.
func keyNamed(text string) (model.Key, error) {
	if text == "" {
		return model.Key{}, usageError("nothing is named to copy from", "use --from MODEL/ENTITY")
	}
	name, entity, ok := strings.Cut(text, "/")
	if !ok {
		entity = model.MainEntity
	}
	key := model.Key{Model: name, Entity: entity}
	return key, key.Check()
}

// matchByCode finds for each decided account the one with the same code, and
// says which found none.
func matchByCode(from, to mappedChart) (copied map[string]mapping.Decision, alone []string) {
	byCode := make(map[string][]mappedAccount)
	for _, m := range to.accounts() {
		byCode[m.account.Code] = append(byCode[m.account.Code], m)
	}
	copied = make(map[string]mapping.Decision)
	for _, m := range from.accounts() {
		if m.mapping.State != mapping.Confirmed {
			continue
		}
		partners := byCode[m.account.Code]
		switch {
		case m.account.Code == "":
			alone = append(alone, label(m.account)+" has no code")
		case len(partners) == 0:
			alone = append(alone, label(m.account))
		case len(partners) > 1:
			alone = append(alone, label(m.account)+": several accounts have this code")
		default:
			decision := m.mapping.Decision
			if decision.Branch == from.key.Entity {
				decision.Branch = to.key.Entity
			}
			copied[partners[0].account.ID] = decision
		}
	}
	return copied, alone
}
