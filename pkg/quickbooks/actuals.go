package quickbooks

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Actuals reads movements and closing balances for the months and basis of the
// request, with the chart and the second reports that request.Verify names, whole
// or not at all. Where a report shows an account that the chart does not list, the
// chart is read once more. A report that is not the one asked for, or that does not add up to its
// own totals, is a *ledger.MismatchError.
func (c *Client) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	request, err := request.Normalize()
	if err != nil {
		return nil, err
	}
	runs := plan(request.Range)
	r := &reading{
		client: c, request: request,
		company: make(chan company, 1), preferences: make(chan preferences, 1),
		parts: make([][]*reportPart, 2*len(runs)),
	}
	// As many at once as the API takes, begun in this order.
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(maxConcurrent)
	group.Go(func() error { return deliver(within, r.company, c.companyInfo) })
	group.Go(func() error { return deliver(within, r.preferences, c.preferences) })
	group.Go(func() (err error) { r.accounts, err = c.accounts(within); return err })
	for i, months := range runs {
		for j, s := range []statement{profitAndLossByMonth, balanceSheetByMonth} {
			run := months
			if s.name == ledger.BalanceSheet {
				run = sheets(request, months)
			}
			group.Go(func() (err error) {
				r.parts[j*len(runs)+i], err = c.parts(within, s, run, request.Basis)
				return err
			})
		}
	}
	group.Go(func() error { return r.readTrialBalances(within) })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if err := r.completeAccounts(ctx); err != nil {
		return nil, err
	}
	return r.actuals()
}

// reading gathers the answers of one run of Actuals.
type reading struct {
	client       *Client
	request      ledger.Request
	company      chan company
	preferences  chan preferences
	organisation ledger.Organisation
	accounts     []ledger.Account
	parts        [][]*reportPart // by statement and run of months, in this order
	trials       []*trialReport  // oldest first
	before       []*reportPart   // the profit and loss of yearBefore; may be nil
}

// deliver sends what read returns to a channel with room for it.
func deliver[T any](ctx context.Context, to chan<- T, read func(context.Context) (T, error)) error {
	answer, err := read(ctx)
	if err == nil {
		to <- answer
	}
	return err
}

// await returns what arrives from a channel, or the error of a context that ends.
func await[T any](ctx context.Context, from <-chan T) (T, error) {
	select {
	case answer := <-from:
		return answer, nil
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// readTrialBalances reads the trial balances side by side, and the profit and loss
// of yearBefore, once the preferences say when the financial year begins.
func (r *reading) readTrialBalances(ctx context.Context) error {
	info, err := await(ctx, r.company)
	if err != nil {
		return err
	}
	prefs, err := await(ctx, r.preferences)
	if err != nil {
		return err
	}
	if r.organisation, err = r.client.organisation(info, prefs); err != nil {
		return err
	}
	months := trialMonths(r.request, r.organisation)
	r.trials = make([]*trialReport, len(months))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxConcurrent)
	group.Go(func() error { return r.readYearBefore(ctx) })
	for i, month := range months {
		group.Go(func() (err error) {
			r.trials[i], err = r.client.trialBalance(ctx, r.organisation, month, r.request.Basis)
			return err
		})
	}
	return group.Wait()
}

// actuals joins the answers.
func (r *reading) actuals() (*ledger.Actuals, error) {
	renamed, err := r.checkAccountRows()
	if err != nil {
		return nil, err
	}
	chart := assemble.Chart(r.organisation, r.accounts)
	foreign := chart.ForeignAccounts()
	classes := map[string]ledger.Class{}
	for _, account := range chart.Accounts {
		classes[account.ID] = account.Class
	}
	statements := assemble.NewStatements(r.request)
	checks := statements.Checks()
	for _, part := range slices.Concat(r.parts...) {
		if err := r.checkCurrency(part.currency, len(part.Lines)); err != nil {
			return nil, err
		}
		if err := part.checkSheetSides(foreign, checks); err != nil {
			return nil, err
		}
		for i := range part.Lines {
			if err := part.checkSide(&part.Lines[i], classes[part.Lines[i].AccountID]); err != nil {
				return nil, err
			}
			part.Lines[i].Class = classOfLine(part.Lines[i], classes)
		}
		if err := statements.Add(part.Part); err != nil {
			return nil, err
		}
	}
	for _, trial := range r.trials {
		if err := r.checkCurrency(trial.currency, len(trial.lines)); err != nil {
			return nil, err
		}
		if err := trial.checkSides(foreign, checks); err != nil {
			return nil, err
		}
		checks.Add(trial.checks...)
	}
	a := &ledger.Actuals{
		Chart: chart, Basis: r.request.Basis, Range: r.request.Range,
		Lines: statements.Lines(), NetProfit: statements.NetProfit(), Opening: statements.Opening(),
	}
	a.Renamed = renamed
	if r.lacksAccounts() {
		checks.Add(assemble.MissingCheck())
	}
	if err := r.compareOpening(a.Opening, checks); err != nil {
		return nil, err
	}
	reconcileTrialBalances(a, r.trials, checks)
	a.Checks = checks.Held()
	return a, nil
}

// checkCurrency makes sure that a report is in the home currency. One without
// lines may leave its currency out.
func (r *reading) checkCurrency(currency string, lines int) error {
	home := r.organisation.Currency
	if currency != home && (currency != "" || lines > 0) {
		return mismatch("the report is in the home currency", home, currency)
	}
	return nil
}

// classOfLine returns the class of a line's account in the chart, or that of the
// group it stands in where the chart lacks the account or gives it none.
func classOfLine(line ledger.Line, chart map[string]ledger.Class) ledger.Class {
	switch {
	case line.AccountID == ledger.FXGainsLosses:
		return ledger.Expense
	case ledger.IsSynthetic(line.AccountID):
		return ledger.Equity
	case chart[line.AccountID] != "":
		return chart[line.AccountID]
	}
	return line.Class
}
