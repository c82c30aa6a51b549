package restatement

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// expectation keeps, by simple means, what the tool ought to remember of one model over
// a random sequence of edits, imports, refreshes, locks and decisions.
type expectation struct {
	*workspace
	blank    string // folder of a workspace that has connected and read nothing
	random   *rand.Rand
	entities []*page // in byte order of their names
	trail    []string
	drawn    int

	chart   *request // how the last files were asked for; nil before the first
	actuals *request
	changes []string // what the last import found
	all     []string // what all imports found
	first   string   // id of the first import of actuals
	imports int      // files written
}

// page is what ought to be remembered of one entity.
type page struct {
	name      string
	books     *books.Books
	known     map[ledger.Basis]map[ledger.Month]bool
	amounts   map[ledger.Basis]map[cell]ledger.Amount
	lock      ledger.Month
	decisions map[string]decision // by account id
	classes   map[side]ledger.Class
	chart     []books.Account // as of the last import of the chart; nil before it
}

// side is an account on one of the statements: it may be moved to the other.
type side struct {
	account   string
	statement ledger.Statement
}

// decision is what the analyst said about an account; without a type it is unmapped.
type decision struct{ kind, category, subcategory, branch string }

// request is how a file was asked for.
type request struct {
	entity  string // empty: all
	months  ledger.Range
	current bool
	basis   ledger.Basis
	layout  string
	file    string
}

func (r *request) covers(p *page) bool { return r != nil && (r.entity == "" || r.entity == p.name) }

func (r *request) flags() []string {
	flags := []string{"--from", r.months.From.String(), "--to", r.months.To.String(), "--basis", string(r.basis), "--layout", r.layout}
	if r.current {
		flags[3] = "current"
	}
	if r.entity != "" {
		flags = append(flags, "--entity", r.entity)
	}
	return flags
}

var (
	running  = ledger.DateOf(today).MonthOf()
	complete = running - 1
)

// newExpectation opens a group of one to three random ledgers.
func newExpectation(t testing.TB, seed uint64, folder string) *expectation {
	t.Helper()
	d := &expectation{random: rand.New(rand.NewPCG(seed, 4)), blank: folder + "/blank"}
	var open []*books.Books
	for i, name := range []string{"nz", "uk", "us"}[:1+d.random.IntN(3)] {
		b, err := bookstest.Random(seed*3+uint64(i), bookstest.RandomOptions{
			Provider: []ledger.Provider{ledger.Xero, ledger.QuickBooks}[d.random.IntN(2)],
			History:  ledger.Range{From: complete - ledger.Month(d.random.IntN(20)), To: running}, Accounts: 1 + d.random.IntN(12), Journals: 60,
		})
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, b)
		d.entities = append(d.entities, &page{
			name: name, books: b, decisions: map[string]decision{}, classes: classes(b),
			known:   map[ledger.Basis]map[ledger.Month]bool{ledger.Accrual: {}, ledger.Cash: {}},
			amounts: map[ledger.Basis]map[cell]ledger.Amount{ledger.Accrual: {}, ledger.Cash: {}},
		})
	}
	d.workspace = newWorkspace(newHarness(t, open...), folder)
	for _, p := range d.entities {
		d.connect(p.name, p.books)
	}
	d.twin(d.blank)
	return d
}

func classes(b *books.Books) map[side]ledger.Class {
	all := map[side]ledger.Class{
		{ledger.CurrentYearEarnings, ledger.BalanceSheet}: ledger.Equity,
		{ledger.FXGainsLosses, ledger.ProfitAndLoss}:      ledger.Expense,
	}
	for _, account := range b.Accounts() {
		all[side{account.ID, account.Class.Statement()}] = account.Class
	}
	return all
}

func (d *expectation) note(format string, values ...any) {
	d.trail = append(d.trail, fmt.Sprintf(format, values...))
}

func (d *expectation) fail(format string, values ...any) {
	d.T.Helper()
	d.T.Fatalf("%s\nafter %s", fmt.Sprintf(format, values...), strings.Join(d.trail, "\n      "))
}

func pick[T any](d *expectation, from []T) T { return from[d.random.IntN(len(from))] }

// postable is an account that carries money.
func (d *expectation) postable(p *page) books.Account {
	for {
		if account := pick(d, p.books.Accounts()); account.Class != "" {
			return account
		}
	}
}

// learn takes what a ledger says about months into the page and returns the
// changes that the tool ought to tell.
func (p *page) learn(basis ledger.Basis, months ledger.Range) []string {
	var changes []string
	now, amounts, known := truth(p.books, basis, months), p.amounts[basis], p.known[basis]
	for at := range amounts {
		if _, ok := now[at]; !ok && months.Contains(at.month) {
			now[at] = ledger.Amount{} // no longer there, or on the other statement
		}
	}
	for at, amount := range now {
		held := known[at.month] && at.month <= p.lock
		if old := amounts[at]; known[at.month] && !old.Equal(amount) {
			changes = append(changes, p.change(basis, at, old, amount, held))
		}
		if !held {
			amounts[at] = amount
		}
	}
	for _, month := range months.Months() {
		known[month] = true
	}
	return changes
}

// change is a row of `changes` without the ids of imports.
func (p *page) change(basis ledger.Basis, at cell, before, now ledger.Amount, held bool) string {
	effect := ledger.Amount{}
	if at.statement == ledger.ProfitAndLoss {
		effect = before.Sub(now)
	}
	class := p.classes[side{at.account, at.statement}]
	old, fresh := class.Natural(before), class.Natural(now)
	return strings.Join([]string{
		p.name, string(basis), at.account, at.month.String(), plain(old), plain(fresh), plain(fresh.Sub(old)), plain(effect), fmt.Sprint(held),
	}, " ")
}

// plain is an amount with two places, as all books here have them.
func plain(a ledger.Amount) string {
	if a.IsZero() {
		return "0.00"
	}
	return a.String()
}

// rows is what a long file of months holds of the page: net debits.
func (p *page) rows(basis ledger.Basis, months ledger.Range) map[cell]ledger.Amount {
	alive := map[side]bool{}
	for at, amount := range p.amounts[basis] {
		if months.Contains(at.month) && !amount.IsZero() {
			alive[side{at.account, at.statement}] = true
		}
	}
	rows := map[cell]ledger.Amount{}
	for s := range alive {
		for _, month := range months.Months() {
			if at := (cell{s.statement, s.account, month}); p.known[basis][month] {
				rows[at] = p.amounts[basis][at]
			}
		}
	}
	return rows
}

// has is true where all months are in memory.
func (p *page) has(basis ledger.Basis, months ledger.Range) bool {
	return !slices.ContainsFunc(months.Months(), func(m ledger.Month) bool { return !p.known[basis][m] })
}
