package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// summary tells what an import did, entity by entity, and which files it wrote.
func summary(result *importer.Result) string {
	written := len(result.Files) > 0
	if !written && len(result.Entities) == 1 && result.Entities[0].Err != nil {
		return "" // the error that follows says it all
	}
	var b strings.Builder
	for _, entity := range result.Entities {
		if entity.Err != nil && !written {
			fmt.Fprintf(&b, "%s · %s\n  %s not read\n", strong(entity.Key.String()), describe(entity), bad("✗"))
			continue
		}
		summariseEntity(&b, result, entity)
	}
	if written && len(result.Currencies) > 1 {
		fmt.Fprintf(&b, "The file mixes currencies (%s): add up only rows of one currency.\n", strings.Join(result.Currencies, ", "))
	}
	if result.ReadFrom != 0 {
		fmt.Fprintf(&b, "Months before %s were not read again: they come from memory.\n", result.ReadFrom)
	}
	if n := len(result.Changes); n > 0 {
		fmt.Fprintf(&b, "%s since they were last imported: ledgerlink changes --model %s\n", count(n, "earlier amount has", "earlier amounts have")+" changed", result.Model)
	}
	for _, file := range result.Files {
		fmt.Fprintf(&b, "%s %s, %s\n", good("Wrote"), fileName(file), count(file.Rows, "row", "rows"))
	}
	return strings.TrimRight(b.String(), "\n")
}

func fileName(file importer.File) string {
	if file.Path == "-" {
		return "to standard output"
	}
	return strong(file.Path)
}

func summariseEntity(b *strings.Builder, result *importer.Result, entity importer.EntityResult) {
	fmt.Fprintf(b, "%s · %s\n", strong(entity.Key.String()), describe(entity))
	line := func(label, format string, values ...any) {
		fmt.Fprintf(b, "  %-14s %s\n", label, fmt.Sprintf(format, values...))
	}
	if entity.Err != nil {
		line(bad("✗")+" not read", "%s", entity.Err)
	}
	if entity.FromMemory {
		line("from memory", "the last good values were taken")
	}
	line("chart", "%s, %d archived", count(entity.Accounts, "account", "accounts"), entity.Archived)
	if result.Range.To != 0 {
		summariseActuals(line, result, entity)
	}
	if len(entity.Notes) > 0 {
		line("chart changed", "%s", countNotes(entity.Notes))
		listNotes(b, result, entity)
	}
	if entity.SetAside != "" {
		line("set aside", "what was in memory of %s, another organisation", entity.SetAside)
	}
	if entity.Calls > 0 {
		line("calls", "%d", entity.Calls)
	}
}

func summariseActuals(line func(label, format string, values ...any), result *importer.Result, entity importer.EntityResult) {
	line("months", "%s (%d), %s", result.Range, result.Range.Len(), result.Basis)
	line("with a value", "%s", count(entity.Lines, "account", "accounts"))
	if compared, worst := proved(entity.Checks); compared > 0 {
		line("net profit", "%s %s %s", grouped(entity.NetProfit), entity.Organisation.Currency, good("✓"))
		line("proved", "%d figures tie to the ledger's own, none further apart than %s", compared, worst)
	}
	if n := len(entity.Strangers); n > 0 {
		line("not in chart", "%s with money, kept without code and type; one is %s",
			count(n, "account", "accounts"), entity.Strangers[0].Name)
	}
	if entity.LockedTo != 0 {
		line("locked", "months up to %s keep their amounts", entity.LockedTo)
	}
	if n := len(entity.Unconfirmed); n > 0 {
		line("not confirmed", "%s with money: ledgerlink mapping show %s --suggested", count(n, "account", "accounts"), keyFlags(entity.Key))
		listStakes(line, entity.Unconfirmed)
	}
}

// stakesShown is how many accounts without a decision a summary lists.
const stakesShown = 10

// listStakes lists the money on the accounts without a decision, the most first.
func listStakes(line func(label, format string, values ...any), stakes []importer.Stake) {
	for _, stake := range stakes[:min(stakesShown, len(stakes))] {
		line("", "%15s  %s, %s", grouped(stake.Money), label(stake.Account), stake.State)
	}
	if more := len(stakes) - stakesShown; more > 0 {
		line("", "%15s  and %s", "", count(more, "account more", "accounts more"))
	}
}

// listNotes lists how the chart differs from the last import of it, where the
// chart was imported.
func listNotes(b *strings.Builder, result *importer.Result, entity importer.EntityResult) {
	charted := slices.ContainsFunc(result.Files, func(file importer.File) bool { return file.Kind == model.COA })
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
		fmt.Fprintf(b, "    %-12s %s\n", note.What, name)
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

// proved is how many figures were compared and how far two were apart at most.
func proved(checks []ledger.Check) (compared int, worst ledger.Amount) {
	for _, check := range checks {
		compared += check.Compared
		if worst.Sub(check.LargestDifference).Sign() < 0 {
			worst = check.LargestDifference
		}
	}
	return compared, worst
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
