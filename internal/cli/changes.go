package cli

import (
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type changesOptions struct {
	target
	since  string
	format listFormat
}

func newChanges(env *Env) *cobra.Command {
	var o changesOptions
	cmd := &cobra.Command{
		Use:   "changes --model MODEL",
		Short: "List earlier amounts that the ledger has changed",
		Long: `List the amounts of earlier imports that are now others: without --since what the
last import found, with it all that was found after that import or from that day.
Periods that are new are no changes.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return listChanges(env, &o.target, o.format, func(kept *store.Store) ([]model.Change, error) {
				return importer.Changes(kept, o.model, o.entity, o.since)
			})
		},
	}
	o.bind(cmd)
	cmd.Flags().StringVar(&o.since, "since", "", "id of an import (see history), or a day, YYYY-MM-DD")
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

type diffOptions struct {
	target
	format listFormat
}

func newDiff(env *Env) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff IMPORT IMPORT --model MODEL",
		Short: "Compare the amounts of two imports",
		Long: `Compare what two imports said about the months that the older one knew: an amount
that went there and back is no difference. Ids are those of history.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			return listChanges(env, &o.target, o.format, func(kept *store.Store) ([]model.Change, error) {
				return importer.Diff(kept, o.model, args[0], args[1])
			})
		},
	}
	o.bind(cmd)
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

// listChanges finds changes of a model and shows them in a format.
func listChanges(env *Env, t *target, format listFormat, find func(*store.Store) ([]model.Change, error)) error {
	if err := t.resolve(env); err != nil {
		return err
	}
	if err := checkKnown(env, t.model); err != nil {
		return err
	}
	kept, err := env.store()
	if err != nil {
		return err
	}
	changes, err := find(kept)
	if err != nil {
		return err
	}
	switch {
	case format == formatJSON:
		return writeJSON(env, map[string]any{"changes": objects(importer.ChangesTable(t.model, changes))})
	case format == formatCSV:
		_, err := importer.ChangesTable(t.model, changes).WriteCSV(env.Out)
		return err
	case len(changes) == 0:
		env.Info("No earlier amount has changed.")
		return nil
	}
	return showChanges(env, changes)
}

// checkKnown refuses a model that has neither a connection nor a history.
func checkKnown(env *Env, name string) error {
	kept, err := env.store()
	if err != nil {
		return err
	}
	imports, err := model.Read(kept, func(r model.Reader) ([]model.Import, error) { return r.Imports(name) })
	if err == nil && len(imports) == 0 {
		_, err = connectionsOf(env, target{model: name})
	}
	return err
}

func showChanges(env *Env, changes []model.Change) error {
	head := []terminal.Column{{Heading: "Entity"}, {Heading: "Account"}, {Heading: "Period"}, {Heading: "Was", Number: true}, {Heading: "Is", Number: true}, {Heading: "Difference", Number: true}, {Heading: "On net profit", Number: true}, {Heading: ""}}
	rows := make([][]string, 0, len(changes))
	held := 0
	for _, c := range changes {
		was, is := c.Class.Natural(c.Old), c.Class.Natural(c.New)
		note := ""
		if c.Held {
			note = "held by the lock"
			held++
		}
		rows = append(rows, []string{
			c.Entity, label(ledger.Account{Code: c.AccountCode, Name: c.AccountName}), c.Month.String(),
			grouped(was), grouped(is), grouped(is.Sub(was)), grouped(importer.ProfitEffect(c)), note,
		})
	}
	if err := terminal.WriteTable(env.Out, head, rows); err != nil {
		return err
	}
	if held > 0 {
		env.Info("%s in locked months: the files keep the old amounts until `ledgerlink unlock`.", count(held, "change is", "changes are"))
	}
	return nil
}
