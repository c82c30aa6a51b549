package spoilt

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/tieout"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// subject is one import of random books: what is asked, the ledger that answers
// and what the books say.
type subject struct {
	seed      uint64
	books     *books.Books
	style     quickbooksapi.Style
	request   ledger.Request
	recording *recording
	truth     *figures
}

// newSubject draws a subject: Xero, or QuickBooks in one of its three shapes, over
// 1 to 24 months, on either basis.
func newSubject(seed uint64) (*subject, error) {
	random := rand.New(rand.NewPCG(seed, 0x7370_6f69_6c74))
	to := ledger.NewMonth(2026, time.October) - ledger.Month(random.IntN(14))
	length := 1
	if random.IntN(6) > 0 {
		length += random.IntN(24)
	}
	s := &subject{seed: seed, request: ledger.Request{
		Range: ledger.Range{From: to - ledger.Month(length-1), To: to},
		Basis: []ledger.Basis{ledger.Accrual, ledger.Cash}[random.IntN(2)],
	}}
	options := bookstest.RandomOptions{
		Provider: []ledger.Provider{ledger.Xero, ledger.QuickBooks}[seed%2],
		History:  ledger.Range{From: to - ledger.Month(random.IntN(length+18)), To: min(to+ledger.Month(random.IntN(3)), ledger.NewMonth(2026, time.October))},
	}
	drawn, err := bookstest.Random(seed, options)
	if err != nil {
		return nil, err
	}
	company := drawn.Company()
	company.Layout.NoTotalAssets = random.IntN(4) == 0
	accounts := drawn.Accounts()
	if options.Provider == ledger.QuickBooks {
		nest(random, accounts)
	}
	nameApart(accounts)
	if random.IntN(3) == 0 {
		company.MultiCurrency = true
		abroad(random, company.Currency, accounts)
	}
	if s.books, err = books.New(company, accounts, drawn.Journals()); err != nil {
		return nil, err
	}
	s.style = []quickbooksapi.Style{{}, {Legacy: true}, {HeaderZeros: true}}[seed/2%3]
	s.style.NoRetainedEarningsID = random.IntN(4) == 0
	s.recording = newRecording(s.books, s.style)
	s.truth = figuresOf(s.expected())
	return s, nil
}

func (s *subject) provider() ledger.Provider { return s.books.Organisation().Provider }

func (s *subject) String() string {
	shape := ""
	if s.provider() == ledger.QuickBooks {
		shape = fmt.Sprintf(", legacy %t, header zeros %t, retained earnings without id %t",
			s.style.Legacy, s.style.HeaderZeros, s.style.NoRetainedEarningsID)
	}
	return fmt.Sprintf("subject %d, %s, %s, %s%s", s.seed, s.provider(), s.request.Range, s.request.Basis, shape)
}

// read imports as the tool does: it reads, makes sure of the organisation and
// compares the statements and trial balances.
func (s *subject) read(ctx context.Context, level ledger.Verify, network http.RoundTripper) (*ledger.Actuals, error) {
	request := s.request
	request.Verify = level
	reader, err := s.open(network)
	if err != nil {
		return nil, err
	}
	actuals, err := reader.Actuals(ctx, request)
	if err != nil {
		return nil, err
	}
	connected, answered := s.books.Organisation(), actuals.Organisation
	if answered.ID != connected.ID || answered.Currency != connected.Currency {
		return nil, &ledger.MismatchError{Check: "organisation and currency are those connected", Ours: connected.ID, Ledgers: answered.ID}
	}
	_, err = tieout.Verify(actuals, request)
	return actuals, err
}

func (s *subject) open(network http.RoundTripper) (ledger.Reader, error) {
	config := readonly.Config{
		OrganisationID: s.books.Organisation().ID,
		Token:          func(context.Context, string) (string, error) { return "token", nil },
		BaseURL:        "https://ledger.test",
		HTTP:           &http.Client{Transport: network},
		Sleep:          func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if s.provider() == ledger.Xero {
		return xero.New(config)
	}
	return quickbooks.New(config)
}

// expected returns what an import of the books must hold.
func (s *subject) expected() *ledger.Actuals {
	months := s.request.Range.Months()
	a := &ledger.Actuals{Basis: s.request.Basis, Range: s.request.Range}
	a.Organisation = s.books.Organisation()
	earned := ledger.Line{AccountID: ledger.CurrentYearEarnings, Class: ledger.Equity, Statement: ledger.BalanceSheet}
	merged := ledger.Line{AccountID: ledger.FXGainsLosses, Class: ledger.Expense, Statement: ledger.ProfitAndLoss, NetDebit: make([]ledger.Amount, len(months))}
	for _, month := range months {
		earned.NetDebit = append(earned.NetDebit, s.books.CurrentYearEarnings(s.request.Basis, month.Last()))
	}
	for _, account := range s.books.Accounts() {
		a.Accounts = append(a.Accounts, account.Account)
		line := s.expectedLine(account)
		switch {
		case account.Role == books.CurrencyGain && !s.books.Company().Layout.SeparateFX:
			for i := range months {
				merged.NetDebit[i] = merged.NetDebit[i].Add(line.NetDebit[i])
			}
			continue
		case account.Role == books.RetainedEarnings && s.style.NoRetainedEarningsID && s.provider() == ledger.QuickBooks:
			line.AccountID = ledger.RetainedEarnings
		}
		a.Lines = append(a.Lines, line)
	}
	a.Lines = append(a.Lines, earned, merged)
	return a
}

func (s *subject) expectedLine(account books.Account) ledger.Line {
	line := ledger.Line{AccountID: account.ID, Name: account.Name, Class: account.Class, Statement: account.Class.Statement()}
	for _, month := range s.request.Range.Months() {
		amount := s.books.Balance(s.request.Basis, account.ID, month.Last())
		if account.OnProfitAndLoss() {
			amount = s.books.Movement(s.request.Basis, account.ID, month.First(), month.Last())
		}
		line.NetDebit = append(line.NetDebit, amount)
	}
	return line
}
