package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// target is the model, and perhaps the entity, that a command is about.
type target struct{ model, entity string }

// bind adds --model and --entity to a command.
func (t *target) bind(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&t.model, "model", "m", "", "name of the forecast model (or LEDGERLINK_MODEL)")
	cmd.Flags().StringVarP(&t.entity, "entity", "e", "", "ledger within the model (default: all of them)")
}

// bindOne is bind for commands about exactly one entity.
func (t *target) bindOne(cmd *cobra.Command) {
	t.bind(cmd)
	cmd.Flags().Lookup("entity").Usage = "ledger within the model (default: " + model.MainEntity + ")"
}

// resolve takes the model from the environment where no flag names one, and
// checks both names.
func (t *target) resolve(env *Env) error {
	if t.model == "" {
		t.model = env.getenv("LEDGERLINK_MODEL")
	}
	if t.model == "" {
		return usageError("no model is given", "use --model NAME or set LEDGERLINK_MODEL")
	}
	if err := model.CheckName("model", t.model); err != nil {
		return err
	}
	if t.entity == "" {
		return nil
	}
	return model.CheckName("entity", t.entity)
}

// connected resolves the target and returns the store with the target's
// connections.
func (t *target) connected(env *Env) (*store.Store, []model.Connection, error) {
	if err := t.resolve(env); err != nil {
		return nil, nil, err
	}
	st, err := env.store()
	if err != nil {
		return nil, nil, err
	}
	connections, err := connectionsOf(env, *t)
	return st, connections, err
}

// known resolves the target and returns the store. It refuses a model that has
// neither a connection nor a history.
func (t *target) known(env *Env) (*store.Store, error) {
	if err := t.resolve(env); err != nil {
		return nil, err
	}
	st, err := env.store()
	if err != nil {
		return nil, err
	}
	imports, err := model.Read(st, func(r model.Reader) ([]model.Import, error) { return r.Imports(t.model) })
	if err == nil && len(imports) == 0 {
		_, err = connectionsOf(env, target{model: t.model})
	}
	return st, err
}

// key is the one entity the command is about.
func (t *target) key() model.Key {
	if t.entity == "" {
		return model.Key{Model: t.model, Entity: model.MainEntity}
	}
	return model.Key{Model: t.model, Entity: t.entity}
}

// keyFlags is a connection as it is typed.
func keyFlags(key model.Key) string {
	if key.Entity == model.MainEntity {
		return "--model " + key.Model
	}
	return "--model " + key.Model + " --entity " + key.Entity
}

// ledgers are the names of the providers as the help shows an argument.
func ledgers(env *Env) string { return alternatives(env.providers.Names()) }

// alternatives are names of which one is typed.
func alternatives[T ~string](names []T) string {
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(name)
	}
	return strings.Join(texts, "|")
}

// providerNamed reads a provider's name or alias as typed.
func providerNamed(env *Env, name string) (provider.Provider, error) {
	p, err := env.providers.Lookup(ledger.Provider(name))
	if err != nil {
		return nil, invalid("provider", name, useOneOf(env.providers.Names()))
	}
	return p, nil
}

// environmentVar adds --environment to a command.
func environmentVar(cmd *cobra.Command, env *Env, value *provider.Environment, usual provider.Environment) {
	usage := "production (default) or sandbox (" + env.providers.With(provider.Sandbox).Titles("and") + " sandbox companies)"
	choiceVar(cmd, value, "environment", usual, usage, provider.Production, provider.Sandbox)
}

func quoted(text string) string { return `"` + terminal.Line(text) + `"` }

// oneProvider is the argument check of commands that take a provider.
func oneProvider(env *Env) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return usageError("no ledger is given", useOneOf(env.providers.Names()))
		case 1:
			return nil
		}
		return usageError("several arguments are given", useOneOf(env.providers.Names()))
	}
}
