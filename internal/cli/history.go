package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

type historyOptions struct {
	target
	format listFormat
}

func newHistory(env *Env) *cobra.Command {
	var o historyOptions
	cmd := &cobra.Command{
		Use:   "history --model MODEL",
		Short: "List the imports of a model",
		Long:  `List the imports of a model, oldest first: one entry for each file written.`,
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return runHistory(env, o) },
	}
	o.bind(cmd)
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

func runHistory(env *Env, o historyOptions) error {
	st, err := o.known(env)
	if err != nil {
		return err
	}
	imports, err := history.Imports(st, o.model, o.entity)
	if err != nil {
		return err
	}
	return historyList().write(env, imports, o.format)
}

// entitiesOf are the names of the entities that an import covers.
func entitiesOf(i model.Import) []string {
	names := make([]string, 0, len(i.Entities))
	for _, entity := range i.Entities {
		names = append(names, entity.Entity)
	}
	return names
}

// historyList shows imports. Basis and months belong to actuals only.
func historyList() list[model.Import] {
	type imp = model.Import
	return list[imp]{name: "imports", none: "Nothing was imported yet.", columns: []column[imp]{
		{name: "id", heading: "Import", value: func(i imp) any { return i.ID }},
		{name: "kind", heading: "Kind", value: func(i imp) any { return i.Kind }},
		{name: "started_at", value: func(i imp) any { return i.StartedAt }},
		{
			name: "finished_at", heading: "When", value: func(i imp) any { return i.FinishedAt },
			cell: func(i imp) string { return i.FinishedAt.Local().Format("2006-01-02 15:04") },
		},
		{
			name: "entities", heading: "Entities", value: func(i imp) any { return entitiesOf(i) },
			cell: func(i imp) string { return strings.Join(entitiesOf(i), ", ") },
		},
		{name: "basis", heading: "Basis", value: func(i imp) any { return i.Basis }},
		{name: "from", value: func(i imp) any { return i.Range.From }},
		{name: "to", value: func(i imp) any { return i.Range.To }},
		{heading: "Range", cell: func(i imp) string {
			if i.Range.To == 0 {
				return ""
			}
			return i.Range.String()
		}},
		{name: "rows", heading: "Rows", number: true, value: func(i imp) any { return i.Rows }},
		{name: "changes", heading: "Changes", number: true, value: func(i imp) any { return i.Changes }},
		{name: "calls", heading: "Calls", number: true, value: func(i imp) any { return i.Calls }},
		{name: "ties", heading: "Ties", value: func(i imp) any { return i.Ties }, cell: func(i imp) string { return tick(i.Ties) }},
		{name: "file", heading: "File", value: func(i imp) any { return i.File }},
		{name: "sha256", value: func(i imp) any { return i.SHA256 }},
		{name: "user", optional: true, value: func(i imp) any { return i.User }},
		{name: "host", optional: true, value: func(i imp) any { return i.Host }},
	}}
}

func tick(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}
