package xero

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// actuals proves every report and puts them together.
func (r *reading) actuals() (*ledger.Actuals, error) {
	// The answers came in any order; the result does not depend on it.
	slices.SortFunc(r.tables, func(a, b *table) int {
		return cmp.Or(cmp.Compare(b.statement, a.statement), cmp.Compare(a.months.From, b.months.From))
	})
	slices.SortFunc(r.trials, func(a, b *trialReport) int { return a.at.Compare(b.at) })
	chart := byID(r.accounts)
	if err := r.sameOrganisation(chart); err != nil {
		return nil, err
	}
	renamed, err := r.checkAccountRows(chart)
	if err != nil {
		return nil, err
	}
	r.addUnlisted(chart)
	whole := assemble.Chart(r.organisation, r.accounts)
	foreign := whole.ForeignAccounts()
	statements := assemble.NewStatements(r.request)
	for _, table := range r.tables {
		table.roundForeign(foreign, chart)
		proof, err := table.prove(table.guessSides(chart))
		if err != nil {
			return nil, err
		}
		part, err := table.part(proof, chart)
		if err != nil {
			return nil, err
		}
		if err := statements.Add(part); err != nil {
			return nil, err
		}
	}
	checks := statements.Checks()
	merged := mergedCurrency(statements, chart)
	var trials []ledger.TrialBalance
	for _, trial := range r.trials {
		sides, err := trial.proveSides(foreign, chart)
		if err != nil {
			return nil, err
		}
		checks.Add(trial.checks...)
		checks.Add(sides...)
		trials = append(trials, trial.balance(chart, merged))
	}
	if r.lacksAccounts() {
		checks.Add(assemble.MissingCheck())
	}
	last := len(trials) - 1
	return &ledger.Actuals{
		Chart:         whole,
		Basis:         r.request.Basis,
		Range:         r.request.Range,
		Lines:         statements.Lines(),
		NetProfit:     statements.NetProfit(),
		Opening:       statements.Opening(),
		Trial:         trials[last],
		EarlierTrials: trials[:last],
		Renamed:       renamed,
		Checks:        checks.Held(),
	}, nil
}

// sameOrganisation makes sure that all reports are about one organisation, and
// about this one: they carry no organisation id, but one name, which may be the
// display name, and the ids of its accounts.
func (r *reading) sameOrganisation(chart accountsByID) error {
	name := ""
	for _, trial := range r.trials {
		if err := sameName(trialBalanceResource, &name, trial.organisation); err != nil {
			return err
		}
	}
	for _, table := range r.tables {
		if err := sameName(trialBalanceResource, &name, table.organisation); err != nil {
			return err
		}
		if err := r.checkAccounts(table, chart); err != nil {
			return err
		}
	}
	return nil
}

// checkAccounts refuses a report about accounts that the chart does not list.
// One may have been opened between the two calls, and as many as one in ten are
// let pass; a chart that lacks more is not whole, and one that lists none is
// another organisation's.
func (r *reading) checkAccounts(t *table, chart accountsByID) error {
	shown := 0
	var missing []string
	for _, line := range t.rows {
		if id, _ := chart.identify(line.account); line.isTotal() || ledger.IsSynthetic(id) {
			continue
		}
		shown++
		if !chart.has(line.account) {
			missing = append(missing, strings.TrimSpace(sanitize.Line(line.label)))
		}
	}
	switch {
	case len(missing) <= max(1, shown/10) && (shown == 0 || len(missing) < shown):
		return nil
	case len(missing) == shown:
		return wrongOrganisation(accountsResource, fmt.Sprintf(
			"the %s shows %d accounts, and none is in the chart of %q", t.statement.Title(), shown, r.organisation.Name))
	}
	return &ledger.MismatchError{
		Check:   t.named("the chart lists the accounts it shows"),
		Account: missing[0],
		Period:  t.months.String(),
		Ours:    fmt.Sprintf("%d accounts", shown),
		Ledgers: fmt.Sprintf("%d of them", shown-len(missing)),
	}
}

// sameName refuses a report that gives another name than those before it. One
// that gives none says nothing.
func sameName(resource resource, known *string, name string) error {
	if *known = cmp.Or(*known, name); name == "" || name == *known {
		return nil
	}
	return wrongOrganisation(resource, fmt.Sprintf(
		"its reports are about two organisations, %q and %q", sanitize.Line(name), sanitize.Line(*known)))
}

// part returns what a proved report says, in the domain's terms.
// An account with two rows is a *ledger.MismatchError.
func (t *table) part(proved *proof, chart accountsByID) (assemble.Part, error) {
	lines, err := t.lines(proved.sides, chart)
	return assemble.Part{
		Statement: t.statement,
		Months:    t.months,
		Lines:     lines,
		NetProfit: proved.netProfit,
		Checks:    proved.checks,
	}, err
}

// mergedCurrency returns the currency accounts that the profit and loss shows
// merged, by id: none where it shows any of them apart and no merged line, as in the
// United States. Where it shows neither they come to zero together.
func mergedCurrency(statements *assemble.Statements, chart accountsByID) map[string]bool {
	merged := map[string]bool{}
	anyApart := false
	for id, account := range chart {
		if account.Role != ledger.RoleCurrencyGain {
			continue
		}
		apart := statements.Shows(account.ID)
		anyApart = anyApart || apart
		if !apart {
			merged[id] = true
		}
	}
	if anyApart && !statements.Shows(ledger.FXGainsLosses) {
		return nil
	}
	return merged
}
