package cli

import (
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
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
	if err := o.resolve(env); err != nil {
		return err
	}
	if err := checkKnown(env, o.model); err != nil {
		return err
	}
	kept, err := env.store()
	if err != nil {
		return err
	}
	imports, err := importer.History(kept, o.model)
	if err != nil {
		return err
	}
	entries := slices.DeleteFunc(importer.HistoryEntries(imports), func(e importer.HistoryEntry) bool {
		return o.entity != "" && !slices.Contains(e.Entities, o.entity)
	})
	switch {
	case o.format == formatJSON:
		return writeJSON(env, map[string]any{"imports": entries})
	case o.format == formatCSV:
		_, err := historyTable(entries).WriteCSV(env.Out)
		return err
	case len(entries) == 0:
		env.Info("Nothing was imported yet.")
		return nil
	}
	return showHistory(env, entries)
}

func historyTable(entries []importer.HistoryEntry) export.Table {
	names := strings.Fields(`id kind started_at finished_at entities basis from to rows changes calls ties file sha256 user host`)
	return textTable(names, func(yield func([]string) bool) {
		for _, e := range entries {
			if !yield([]string{
				e.ID, string(e.Kind), e.StartedAt.Format(time.RFC3339), e.FinishedAt.Format(time.RFC3339), strings.Join(e.Entities, " "),
				string(e.Basis), e.From.String(), e.To.String(), strconv.Itoa(e.Rows), strconv.Itoa(e.Changes), strconv.Itoa(e.Calls),
				strconv.FormatBool(e.Ties), e.File, e.SHA256, e.User, e.Host,
			}) {
				return
			}
		}
	})
}

func showHistory(env *Env, entries []importer.HistoryEntry) error {
	head := []terminal.Column{{Heading: "Import"}, {Heading: "Kind"}, {Heading: "When"}, {Heading: "Entities"}, {Heading: "Range"}, {Heading: "Basis"}, {Heading: "Rows", Number: true}, {Heading: "Changes", Number: true}, {Heading: "Calls", Number: true}, {Heading: "Ties"}, {Heading: "File"}}
	rows := make([][]string, 0, len(entries))
	for _, e := range entries {
		months := ""
		if e.To != 0 {
			months = ledger.Range{From: e.From, To: e.To}.String()
		}
		rows = append(rows, []string{
			e.ID, string(e.Kind), e.FinishedAt.Local().Format("2006-01-02 15:04"), strings.Join(e.Entities, ", "), months, string(e.Basis),
			strconv.Itoa(e.Rows), strconv.Itoa(e.Changes), strconv.Itoa(e.Calls), tick(e.Ties), e.File,
		})
	}
	return terminal.WriteTable(env.Out, head, rows)
}

func tick(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}
