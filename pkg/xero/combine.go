package xero

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// actuals proves every report and puts them together.
func (r *reading) actuals(request ledger.Request) (*ledger.Actuals, error) {
	// The answers came in any order; the result does not depend on it.
	slices.SortFunc(r.tables, func(a, b *table) int {
		return cmp.Or(cmp.Compare(b.statement, a.statement), cmp.Compare(a.months.From, b.months.From))
	})
	chart := byID(r.chart.Accounts)
	if err := r.sameOrganisation(chart); err != nil {
		return nil, err
	}
	sum := &summary{months: request.Range, netProfit: make([]ledger.Amount, request.Range.Len()), at: map[lineKey]int{}}
	for _, table := range r.tables {
		proof, err := table.prove(table.guessSides(chart))
		if err != nil {
			return nil, err
		}
		sum.add(table, proof, chart)
	}
	return &ledger.Actuals{
		Chart:     *r.chart,
		Basis:     cmp.Or(request.Basis, ledger.Accrual),
		Range:     request.Range,
		Lines:     sum.lines,
		NetProfit: sum.netProfit,
		Trial:     r.trial.balance(chart, sum.mergedCurrency(chart)),
		Checks:    append(sum.checks, r.trial.check),
	}, nil
}

// sameOrganisation makes sure that all reports are about one organisation, and
// about this one: they carry no organisation id, but one name, which may be the
// display name, and the ids of its accounts.
func (r *reading) sameOrganisation(chart accountsByID) error {
	for _, table := range r.tables {
		if err := r.checkName(table.organisation); err != nil {
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
			"the %s shows %d accounts, and none is in the chart of %q", t.statement.Title(), shown, r.chart.Organisation.Name))
	}
	return &ledger.MismatchError{
		Check:   t.named("the chart lists the accounts it shows"),
		Account: missing[0],
		Period:  t.months.String(),
		Ours:    fmt.Sprintf("%d accounts", shown),
		Ledgers: fmt.Sprintf("%d of them", shown-len(missing)),
	}
}

func (r *reading) checkName(name string) error {
	if name == "" || r.trial.organisation == "" || name == r.trial.organisation {
		return nil
	}
	return wrongOrganisation(trialBalanceResource, fmt.Sprintf(
		"its reports are about two organisations, %q and %q", sanitize.Line(name), sanitize.Line(r.trial.organisation)))
}

// summary is what the statements proved so far add up to.
type summary struct {
	months    ledger.Range
	lines     []ledger.Line
	at        map[lineKey]int
	netProfit []ledger.Amount
	checks    []ledger.Check
}

type lineKey struct {
	statement ledger.Statement
	account   string
}

// add takes in one proved report. Months it does not cover, and accounts it does
// not show, are left as they are: an account a report leaves out is zero there.
func (s *summary) add(t *table, proved *proof, chart accountsByID) {
	from := int(t.months.From - s.months.From)
	copy(s.netProfit[from:], proved.netProfit)
	for _, line := range t.lines(proved.sides, chart) {
		key := lineKey{line.Statement, line.AccountID}
		i, known := s.at[key]
		if !known {
			i = len(s.lines)
			s.at[key] = i
			whole := line
			whole.NetDebit = make([]ledger.Amount, s.months.Len())
			s.lines = append(s.lines, whole)
		}
		copy(s.lines[i].NetDebit[from:], line.NetDebit)
	}
	for _, check := range proved.checks {
		s.note(check)
	}
}

// note joins a check with the same check of another report.
func (s *summary) note(check ledger.Check) {
	i := slices.IndexFunc(s.checks, func(c ledger.Check) bool { return c.Name == check.Name && c.Statement == check.Statement })
	if i < 0 {
		s.checks = append(s.checks, check)
		return
	}
	s.checks[i].Compared += check.Compared
	if check.LargestDifference.Sub(s.checks[i].LargestDifference).Sign() > 0 {
		s.checks[i].LargestDifference = check.LargestDifference
	}
}

// mergedCurrency are the currency accounts that the profit and loss shows merged,
// by id: none where it shows any of them apart and no merged line, as in the
// United States. Where it shows neither they come to zero together.
func (s *summary) mergedCurrency(chart accountsByID) map[string]bool {
	merged := map[string]bool{}
	anyApart := false
	for id, account := range chart {
		if account.Role != ledger.RoleCurrencyGain {
			continue
		}
		_, apart := s.at[lineKey{ledger.ProfitAndLoss, account.ID}]
		anyApart = anyApart || apart
		if !apart {
			merged[id] = true
		}
	}
	if _, shown := s.at[lineKey{ledger.ProfitAndLoss, ledger.FXGainsLosses}]; anyApart && !shown {
		return nil
	}
	return merged
}
