package importer

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/store/memstore"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// tester is what tests and rapid properties have in common.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}

// world is a store with connections whose ledgers are books.
type world struct {
	t        tester
	folder   string
	store    *memstore.Store
	now      time.Time
	ledgers  map[model.Key]*fakeLedger
	importer *Importer
	progress []Progress
}

// fakeLedger answers from books as the providers' clients would.
type fakeLedger struct {
	*books.Books
	fail   error                 // instead of an answer
	tamper func(*ledger.Actuals) // before the answer
	asked  []ledger.Request
	see    func(readonly.Call)
}

var november = time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)

func newWorld(t tester, folder string) *world {
	t.Helper()
	w := &world{t: t, folder: folder, now: november, ledgers: map[model.Key]*fakeLedger{}}
	w.store = memstore.New(w.clock)
	w.importer = &Importer{
		Store: w.store, Now: w.clock, Version: "v1.2.3",
		Open: func(c model.Connection, see func(readonly.Call)) (Reader, error) {
			fake := w.ledgers[c.Key]
			fake.see = see
			return fake, nil
		},
		Planned: func(ledger.Provider, ledger.Range) int { return 1 },
		Observe: func(p Progress) { w.progress = append(w.progress, p) },
	}
	return w
}

func (w *world) clock() time.Time { return w.now }

// connect links an entity to books.
func (w *world) connect(name, entity string, b *books.Books) *fakeLedger {
	w.t.Helper()
	key := model.Key{Model: name, Entity: entity}
	organisation := b.Organisation()
	subject := "somebody " + name + entity
	err := w.store.Link(model.Connection{
		Key: key, Provider: organisation.Provider, Environment: "production", Organisation: organisation,
	}, model.SignIn{
		ID:       model.SignInID(organisation.Provider, "production", "", "app", subject),
		Provider: organisation.Provider, Environment: "production", ClientID: "app", Subject: subject,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.ledgers[key] = &fakeLedger{Books: b}
	return w.ledgers[key]
}

func (w *world) path(name string) string { return filepath.Join(w.folder, name) }

func (w *world) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// actuals imports into a file and must succeed.
func (w *world) actuals(o ActualsOptions) *Result {
	w.t.Helper()
	result, err := w.importer.ImportActuals(context.Background(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

func (f *fakeLedger) Chart(ctx context.Context) (*ledger.Chart, error) {
	f.see(readonly.Call{Op: "read the chart", RequestID: "request-chart"})
	if f.fail != nil {
		return nil, f.fail
	}
	chart := &ledger.Chart{Organisation: f.Organisation()}
	for _, account := range f.Accounts() {
		switch account.Role { // as the clients do
		case books.CurrencyGain:
			account.Account.Role = ledger.RoleCurrencyGain
		case books.RetainedEarnings:
			account.Account.Role = ledger.RoleRetainedEarnings
		}
		chart.Accounts = append(chart.Accounts, account.Account)
	}
	return chart, ctx.Err()
}

func (f *fakeLedger) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	f.asked = append(f.asked, request)
	chart, err := f.Chart(ctx)
	if err != nil {
		return nil, err
	}
	actuals := oracle(f.Books, chart, request)
	if f.tamper != nil {
		f.tamper(actuals)
	}
	return actuals, nil
}

// oracle is what the books say, in the shape the clients give it.
func oracle(b *books.Books, chart *ledger.Chart, request ledger.Request) *ledger.Actuals {
	months := request.Range.Months()
	a := &ledger.Actuals{Chart: *chart, Basis: request.Basis, Range: request.Range}
	earned := ledger.Line{AccountID: ledger.CurrentYearEarnings, Name: "Current Year Earnings", Class: ledger.Equity, Statement: ledger.BalanceSheet}
	merged := ledger.Line{AccountID: ledger.FXGainsLosses, Name: "Foreign Currency Gains and Losses", Class: ledger.Expense, Statement: ledger.ProfitAndLoss, NetDebit: make([]ledger.Amount, len(months))}
	for _, month := range months {
		a.NetProfit = append(a.NetProfit, b.Earnings(request.Basis, month.First(), month.Last()).Neg())
		earned.NetDebit = append(earned.NetDebit, b.CurrentYearEarnings(request.Basis, month.Last()))
	}
	last := request.Range.To
	a.Trial.At = last.Last()
	for _, account := range b.Accounts() {
		line := ledger.Line{AccountID: account.ID, Name: account.Name, Class: account.Class, Statement: ledger.BalanceSheet}
		if account.OnProfitAndLoss() {
			line.Statement = ledger.ProfitAndLoss
		}
		for _, month := range months {
			if account.OnProfitAndLoss() {
				line.NetDebit = append(line.NetDebit, b.Movement(request.Basis, account.ID, month.First(), month.Last()))
			} else {
				line.NetDebit = append(line.NetDebit, b.Balance(request.Basis, account.ID, month.Last()))
			}
		}
		a.Trial.Lines = append(a.Trial.Lines, ledger.TrialLine{
			AccountID: account.ID, Name: account.Name, YearToDate: b.Balance(request.Basis, account.ID, last.Last()),
			Month: b.Movement(request.Basis, account.ID, last.First(), last.Last()), HasMonth: chart.Organisation.Provider == ledger.Xero,
		})
		switch {
		case account.Role == books.CurrencyGain && !b.Company().Layout.SeparateFX:
			for i := range months {
				merged.NetDebit[i] = merged.NetDebit[i].Add(line.NetDebit[i])
			}
		case !line.IsZero():
			a.Lines = append(a.Lines, line)
		}
	}
	for _, line := range []ledger.Line{earned, merged} {
		if !line.IsZero() {
			a.Lines = append(a.Lines, line)
		}
	}
	return a
}

// drawBooks are random books of a provider.
func drawBooks(t tester, seed uint64, chance bookstest.RandomOptions) *books.Books {
	t.Helper()
	b, err := bookstest.Random(seed, chance)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cell is the key of one amount in an actuals file.
type cell struct{ entity, statement, account, period string }

// figures reads a long file back: net debit by cell.
func figures(t tester, text string) map[cell]ledger.Amount {
	t.Helper()
	amounts := map[cell]ledger.Amount{}
	for _, row := range records(t, text) {
		at := cell{row["entity"], row["statement"], row["account_id"], row["period"]}
		if _, twice := amounts[at]; twice {
			t.Fatalf("two rows for %v", at)
		}
		amounts[at] = ledger.MustAmount(row["net_debit"])
	}
	return amounts
}

// records reads a CSV file back, guards taken off.
func records(t tester, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = export.Unguard(row[i])
		}
		out = append(out, record)
	}
	return out
}

// truth is what a long file of the books must hold.
func truth(entity string, b *books.Books, request ledger.Request) map[cell]ledger.Amount {
	amounts := map[cell]ledger.Amount{}
	for _, line := range oracle(b, &ledger.Chart{Organisation: b.Organisation()}, request).Lines {
		for i, month := range request.Range.Months() {
			amounts[cell{entity, string(line.Statement), line.AccountID, month.String()}] = line.NetDebit[i]
		}
	}
	return amounts
}

// difference tells the first difference of two sets of amounts.
func difference(got, want map[cell]ledger.Amount) string {
	for at, amount := range want {
		if found, ok := got[at]; !ok || !found.Equal(amount) {
			return fmt.Sprintf("%v is %v, want %v", at, found, amount)
		}
	}
	for at := range got {
		if _, ok := want[at]; !ok {
			return fmt.Sprintf("%v should not be there", at)
		}
	}
	return ""
}

// toBuffer is an output that goes to a buffer as standard output.
func toBuffer(buffer *bytes.Buffer) Output { return Output{Path: "-", Stdout: buffer} }

var _ tester = (*testing.T)(nil)

// sub is a folder of its own for one run of a property.
func sub(t tester, folder string, run int) string {
	t.Helper()
	path := filepath.Join(folder, fmt.Sprint(run))
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}
