package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// printSummary tells what an import did, entity by entity, and which files it
// wrote.
func printSummary(env *Env, result *importer.Result) {
	written := len(result.Files) > 0
	if !written && len(result.Entities) == 1 && result.Entities[0].Err != nil {
		return // the error that follows says it all
	}
	for _, entity := range result.Entities {
		env.Info("%s · %s", env.Strong(entity.Key.String()), describe(entity))
		if entity.Err != nil && !written {
			env.Info("  %s not read", env.Bad("✗"))
			continue
		}
		summariseEntity(env, result, entity)
	}
	if mixed := currencies(result); written && len(mixed) > 1 {
		env.Info("The file mixes currencies (%s): add up only rows of one currency.", strings.Join(mixed, ", "))
	}
	if result.ReadFrom != 0 {
		env.Info("Months before %s were not read again: they come from the last import.", result.ReadFrom)
	}
	if n := len(result.Changes); n > 0 {
		env.Info("%s changed since they were last imported: ledgerlink changes --model %s", count(n, "earlier amount has", "earlier amounts have"), result.Model)
	}
	for _, file := range result.Files {
		env.Info("%s %s, %s", env.Good("Wrote"), fileName(env, file), count(file.Rows, "row", "rows"))
	}
}

// currencies are the currencies of the entities, sorted.
func currencies(result *importer.Result) []string {
	var all []string
	for i := range result.Entities {
		all = append(all, result.Entities[i].Organisation.Currency)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func fileName(env *Env, file export.File) terminal.Text {
	if file.Path == "-" {
		return env.Sprintf("to standard output")
	}
	return env.Strong(file.Path)
}

// line writes a line of a summary behind its label.
func line(env *Env, label, format string, values ...any) {
	env.Info("  %-14s %s", label, env.Sprintf(format, values...))
}

func summariseEntity(env *Env, result *importer.Result, entity importer.EntityResult) {
	if entity.Err != nil {
		env.Info("  %s not read     %s", env.Bad("✗"), entity.Err)
	}
	if entity.LastImported {
		line(env, "not updated", "using values of the last successful import")
	}
	line(env, "chart", "%s, %d archived", count(entity.Accounts, "account", "accounts"), entity.Archived)
	if result.Range.To != 0 {
		summariseActuals(env, result, entity)
	}
	if len(entity.Notes) > 0 {
		line(env, "chart changed", "%s", countNotes(entity.Notes))
		listNotes(env, result, entity)
	}
	if entity.Discarded != "" {
		line(env, "discarded", "the last import of %s, another organisation", entity.Discarded)
	}
	if entity.Calls > 0 {
		line(env, "calls", "%d", entity.Calls)
	}
}

func summariseActuals(env *Env, result *importer.Result, entity importer.EntityResult) {
	line(env, "months", "%s (%d), %s", result.Range, result.Range.Len(), result.Basis)
	line(env, "with a value", "%s", count(entity.Lines, "account", "accounts"))
	if within, second := ledger.Proved(entity.Checks); within+second > 0 {
		line(env, "net profit", "%s %s %s", grouped(entity.NetProfit), entity.Organisation.Currency, env.Good("✓"))
		summariseProof(env, entity, within, second)
	}
	if n := len(entity.NotInChart); n > 0 {
		line(env, "not in chart", "%s with non-zero amounts, kept without code and type; one is %s",
			count(n, "account", "accounts"), entity.NotInChart[0].Name)
	}
	if entity.LockedThrough != 0 {
		line(env, "locked", "months up to %s keep their amounts", entity.LockedThrough)
	}
	if n := len(entity.Unconfirmed); n > 0 {
		line(env, "unconfirmed", "%s with non-zero amounts: ledgerlink mapping show %s --suggested", count(n, "account", "accounts"), keyFlags(entity.Key))
		listUnconfirmed(env, entity.Unconfirmed)
	}
}

// unconfirmedShown is how many unconfirmed accounts a summary lists.
const unconfirmedShown = 10

// listUnconfirmed lists unconfirmed accounts, the largest exposure first.
func listUnconfirmed(env *Env, accounts []mapping.UnconfirmedAccount) {
	for _, u := range accounts[:min(unconfirmedShown, len(accounts))] {
		line(env, "", "%15s  %s, %s", grouped(u.Exposure), label(u.Account), u.State)
	}
	if more := len(accounts) - unconfirmedShown; more > 0 {
		line(env, "", "%15s  and %s", "", count(more, "account more", "accounts more"))
	}
}

// listNotes lists how the chart differs from the last import of it, where the
// chart was imported.
func listNotes(env *Env, result *importer.Result, entity importer.EntityResult) {
	charted := slices.ContainsFunc(result.Files, func(file export.File) bool { return file.Kind == model.COA })
	if !charted {
		return
	}
	for _, note := range entity.Notes {
		name := note.Was // all that is left of one that vanished
		if account, ok := entity.About[note.AccountID]; ok {
			name = label(account)
		}
		switch note.What {
		case model.NoteRenamed, model.NoteRenumbered, model.NoteRetyped:
			name += fmt.Sprintf(" (was %s)", quoted(note.Was))
		}
		env.Info("    %-12s %s", note.What, name)
	}
}

func describe(entity importer.EntityResult) string {
	text := fmt.Sprintf("%s (%s, %s)", entity.Organisation.Name, entity.Provider.Title(), entity.Organisation.Currency)
	switch {
	case entity.Organisation.Demo:
		text += " demo company"
	case entity.Environment == string(provider.Sandbox):
		text += " sandbox company"
	}
	return text
}

// label is an account as people know it: its code, if it has one, and its name.
func label(account ledger.Account) string {
	return strings.TrimSpace(account.Code + " " + account.Name)
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// grouped is an amount with thousands separators, for people only.
func grouped(amount ledger.Amount) string {
	whole, fraction, dotted := strings.Cut(amount.Abs().String(), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if amount.Sign() < 0 {
		whole = "-" + whole
	}
	if dotted {
		whole += "." + fraction
	}
	return whole
}

// noteOrder is the order in which the differences of a chart are counted.
var noteOrder = []string{
	model.NoteNew, model.NoteVanished, model.NoteRenamed, model.NoteRenumbered,
	model.NoteRetyped, model.NoteArchived, model.NoteRestored,
}

// countNotes says how many accounts are new, vanished, renamed and so on.
func countNotes(notes []model.ChartNote) string {
	counts := make(map[string]int)
	for _, note := range notes {
		counts[note.What]++
	}
	var parts []string
	for _, what := range noteOrder {
		if counts[what] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[what], what))
		}
	}
	return strings.Join(parts, ", ")
}
