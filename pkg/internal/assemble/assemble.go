// Package assemble puts together what a client reads: the chart of accounts, and
// the statements of runs of months.
package assemble

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// ReadChart reads the organisation and its accounts side by side and returns the
// chart, or the first error.
func ReadChart(
	ctx context.Context,
	readOrganisation func(context.Context) (ledger.Organisation, error),
	readAccounts func(context.Context) ([]ledger.Account, error),
) (*ledger.Chart, error) {
	var organisation ledger.Organisation
	var accounts []ledger.Account
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) { organisation, err = readOrganisation(ctx); return err })
	group.Go(func() (err error) { accounts, err = readAccounts(ctx); return err })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	chart := Chart(organisation, accounts)
	return &chart, nil
}

// Chart returns the chart of the organisation. Accounts without a currency of
// their own get the organisation's, in place.
func Chart(organisation ledger.Organisation, accounts []ledger.Account) ledger.Chart {
	for i := range accounts {
		accounts[i].Currency = cmp.Or(accounts[i].Currency, organisation.Currency)
	}
	return ledger.Chart{Organisation: organisation, Accounts: accounts}
}

// Part is what one report says about a run of months.
type Part struct {
	Statement ledger.Statement
	Months    ledger.Range
	Lines     []ledger.Line   // one amount per month of Months
	NetProfit []ledger.Amount // of a profit and loss: one per month of Months
	Checks    []ledger.Check
}

// Statements joins parts to one line for each account over all months. Balances
// of the month before the range, where the request reads them, are the opening.
type Statements struct {
	months    ledger.Range
	opening   *ledger.Opening
	lines     []ledger.Line
	byAccount map[string]int // index of each account's line
	netProfit []ledger.Amount
	checks    ledger.Checks
}

// NewStatements returns statements of the months of a request, with no lines.
func NewStatements(request ledger.Request) *Statements {
	s := &Statements{
		months: request.Range, byAccount: map[string]int{}, netProfit: make([]ledger.Amount, request.Range.Len()),
	}
	if request.ReadsOpening() {
		s.opening = &ledger.Opening{Month: request.Range.From - 1, NetDebit: map[string]ledger.Amount{}}
	}
	return s
}

// Add adds a part, whose months are of the range or the one before it. Months
// that no part covers, and accounts that a part does not show, are zero. An
// account on both statements is a *ledger.MismatchError.
func (s *Statements) Add(part Part) error {
	opens := part.Months.From < s.months.From
	from := max(0, int(part.Months.From-s.months.From))
	copy(s.netProfit[from:], part.NetProfit)
	for _, line := range part.Lines {
		if opens {
			s.opening.NetDebit[line.AccountID] = line.NetDebit[0]
			opened := !line.NetDebit[0].IsZero()
			line.NetDebit = line.NetDebit[1:]
			if line.IsZero() && (opened || len(line.NetDebit) == 0) {
				continue // nothing but the opening balance made the report show it
			}
		}
		at, known := s.byAccount[line.AccountID]
		if !known {
			at = len(s.lines)
			s.byAccount[line.AccountID] = at
			whole := line
			whole.NetDebit = make([]ledger.Amount, s.months.Len())
			s.lines = append(s.lines, whole)
		}
		if first := s.lines[at].Statement; first != part.Statement {
			return &ledger.MismatchError{
				Check: "an account stands on one statement", Account: sanitize.Line(line.Name), Period: part.Months.String(),
				Ours: first.Title(), Ledgers: part.Statement.Title(),
			}
		}
		copy(s.lines[at].NetDebit[from:], line.NetDebit)
	}
	s.checks.Add(part.Checks...)
	return nil
}

// Opening returns the balance sheet before the range, nil where the request does
// not read it.
func (s *Statements) Opening() *ledger.Opening { return s.opening }

// Shows reports whether a statement has a line of the account.
func (s *Statements) Shows(accountID string) bool {
	_, ok := s.byAccount[accountID]
	return ok
}

// Lines returns one line for each account, in the order in which they came.
func (s *Statements) Lines() []ledger.Line { return s.lines }

// NetProfit returns the net profit of each month.
func (s *Statements) NetProfit() []ledger.Amount { return s.netProfit }

// Checks returns the checks of all parts, each name and statement once.
func (s *Statements) Checks() *ledger.Checks { return &s.checks }
