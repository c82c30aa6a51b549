package cli

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// summariseProof says what the figures were compared with, and what for there was
// no second report.
func summariseProof(env *Env, entity importer.EntityResult, within, second int) {
	worst := furthestApart(entity.Checks)
	line(env, "proved", "%s with a second report, %d within their own, none further apart than %s",
		count(second, "figure agrees", "figures agree"), within, worst)
	if ledger.Tolerance().Sub(worst).Sign() < 0 {
		line(env, "rounding", "the ledger's two sides are up to %s apart: it rounds balances in foreign currencies one by one", worst)
	}
	if len(entity.Trials) > 0 {
		line(env, "each account", "by the trial balance of %s", listMonths(entity.Trials))
	}
	if len(entity.Unwitnessed) > 0 {
		line(env, "unwitnessed", "no second report confirms the profit and loss of %s", listMonths(entity.Unwitnessed))
	}
	for _, renamed := range entity.Renamed {
		line(env, "renamed", "a report calls %s %s", quoted(renamed.Name), quoted(renamed.Label))
	}
}

// furthestApart returns how far two figures that were compared are apart at most.
func furthestApart(checks []ledger.Check) ledger.Amount {
	var worst ledger.Amount
	for _, check := range checks {
		if worst.Sub(check.LargestDifference).Sign() < 0 {
			worst = check.LargestDifference
		}
	}
	return worst
}

// listMonths lists months, runs of three or more by their ends.
func listMonths(months []ledger.Month) string {
	var parts []string
	for len(months) > 0 {
		n := 1
		for n < len(months) && months[n] == months[n-1]+1 {
			n++
		}
		if n < 3 {
			parts, months = append(parts, months[0].String()), months[1:]
			continue
		}
		parts, months = append(parts, ledger.Range{From: months[0], To: months[n-1]}.String()), months[n:]
	}
	return strings.Join(parts, ", ")
}
