package quickbooks

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// world is a random statement: the rows as the API would write them and the
// figures they were made from.
type world struct {
	t      *rapid.T
	months int
	total  bool // the report has a total column
	legacy bool // headings show the account's own figures
	random *rand.Rand
	nextID int
	truth  map[string][]int64 // cents by account and month, debits positive
	net    []int64            // credits less debits by month
}

func newWorld(t *rapid.T) *world {
	months := rapid.IntRange(1, 12).Draw(t, "months")
	return &world{
		t: t, months: months, total: rapid.Bool().Draw(t, "total"), legacy: rapid.Bool().Draw(t, "legacy"),
		random: rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1)), truth: map[string][]int64{}, net: make([]int64, months),
	}
}

// cents are random amounts by month, often none.
func (w *world) cents() []int64 {
	return rapid.SliceOfN(rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-500_000, 500_000)), w.months, w.months).Draw(w.t, "cents")
}

// write writes amounts as cells, zero as nothing or as 0.00, with the total.
func (w *world) write(amounts []int64) []string {
	cells := make([]string, 0, w.months+1)
	var sum int64
	for _, amount := range amounts {
		sum += amount
		cells = append(cells, w.writeOne(amount))
	}
	if w.total {
		cells = append(cells, w.writeOne(sum))
	}
	return cells
}

func (w *world) writeOne(amount int64) string {
	if amount == 0 && w.random.IntN(2) == 0 {
		return ""
	}
	return ledger.NewAmount(amount, 2).String()
}

// account makes an account, perhaps with accounts below it, and says what all of
// them show together.
func (w *world) account(credit bool, depth int) (node, []int64) {
	w.nextID++
	id := fmt.Sprint(w.nextID)
	own := w.cents()
	w.post(id, own, credit)
	n := node{id: id, label: fmt.Sprint("Account ", id)}
	if depth == 0 || rapid.IntRange(0, 2).Draw(w.t, "kind") > 0 {
		n.figures = w.write(own)
		return n, own
	}
	n.figures = w.heading(own)
	sum := append([]int64{}, own...)
	n.rows = w.accounts(credit, depth-1, sum)
	n.sum = w.write(sum)
	return n, sum
}

func (w *world) heading(own []int64) []string {
	if w.legacy {
		return w.write(own)
	}
	return [][]string{nil, w.write(make([]int64, w.months))}[w.random.IntN(2)]
}

// accounts makes one to three accounts in random order and adds them to sum.
func (w *world) accounts(credit bool, depth int, sum []int64) []node {
	var rows []node
	for range rapid.IntRange(1, 3).Draw(w.t, "accounts") {
		row, shown := w.account(credit, depth)
		addTo(sum, shown, 1)
		rows = append(rows, row)
	}
	w.shuffle(rows)
	return rows
}

// post books what a row shows.
func (w *world) post(id string, shown []int64, credit bool) {
	sign := int64(1)
	if credit {
		sign = -1
	}
	booked := make([]int64, w.months)
	addTo(booked, shown, sign)
	addTo(w.net, shown, -sign)
	for _, amount := range booked {
		if amount != 0 {
			w.truth[id] = booked
		}
	}
}

func addTo(sum, amounts []int64, sign int64) {
	for i, amount := range amounts {
		sum[i] += sign * amount
	}
}

// group makes a section, and says what it shows.
func (w *world) group(name string, credit bool) (node, []int64) {
	sum := make([]int64, w.months)
	n := section(name, "a localised title", nil)
	n.rows = w.accounts(credit, 3, sum)
	n.sum = w.write(sum)
	return n, sum
}

func (w *world) shuffle(rows []node) {
	w.random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
}

// profitAndLoss makes a statement of some of the groups.
func (w *world) profitAndLoss() []node {
	var rows []node
	gross := make([]int64, w.months)
	for _, name := range []string{"Income", "COGS", "Expenses", "OtherIncome", "OtherExpenses"} {
		if !rapid.Bool().Draw(w.t, name) {
			continue
		}
		row, shown := w.group(name, strings.HasSuffix(name, "Income"))
		rows = append(rows, row)
		switch name {
		case "Income":
			addTo(gross, shown, 1)
		case "COGS":
			addTo(gross, shown, -1)
		}
	}
	rows = append(rows, totalOf("GrossProfit", w.write(gross)...), totalOf("NetIncome", w.write(w.net)...))
	w.shuffle(rows)
	return rows
}

// balanceSheet makes a sheet whose earnings line makes it balance.
func (w *world) balanceSheet() []node {
	held, left := w.group("BankAccounts", false)
	loans, owed := w.group("Liabilities", true)
	capital, kept := w.group("Equity", true)
	earned := append([]int64{}, left...)
	addTo(earned, owed, -1)
	addTo(earned, kept, -1)
	w.post(ledger.CurrentYearEarnings, earned, true)
	capital.rows = append(capital.rows, node{group: "NetIncome", label: "Gewinn", figures: w.write(earned)})
	addTo(kept, earned, 1)
	capital.sum = w.write(kept)
	addTo(owed, kept, 1)
	rows := []node{
		section("TotalAssets", "A", w.write(left), held),
		section("TotalLiabilitiesAndEquity", "L", w.write(owed), loans, capital),
	}
	w.shuffle(rows)
	return rows
}

func (w *world) run() ledger.Range {
	last := ledger.NewMonth(2026, 10)
	return ledger.Range{From: last - ledger.Month(w.months) + 1, To: last}
}

func (w *world) read(s statement, rows []node) (*reportPart, error) {
	q := monthlyRequest(s.resource, w.run(), ledger.Accrual)
	r, err := readReport(strings.NewReader(monthlyFixture(q, w.total).with(rows...).String()))
	if err != nil {
		return nil, err
	}
	return s.read(r, q, w.run())
}

func TestAnyStatementIsReadToTheCent(t *testing.T) {
	for _, s := range []statement{profitAndLossByMonth, balanceSheetByMonth} {
		t.Run(s.resource.reportName(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := newWorld(t)
				rows := w.profitAndLoss
				if s.name == ledger.BalanceSheet {
					rows = w.balanceSheet
				}
				p, err := w.read(s, rows())
				if err != nil {
					t.Fatal(err)
				}
				got := map[string][]int64{}
				for _, l := range p.Lines {
					got[l.AccountID] = inCents(l.NetDebit)
				}
				if diff := cmp.Diff(w.truth, got); diff != "" {
					t.Fatal(diff)
				}
				if s.name == ledger.ProfitAndLoss && !cmp.Equal(inCents(p.NetProfit), w.net) {
					t.Fatal(p.NetProfit, w.net)
				}
			})
		})
	}
}

func inCents(amounts []ledger.Amount) []int64 {
	cents := make([]int64, len(amounts))
	for i, amount := range amounts {
		whole := amount.Add(ledger.NewAmount(0, 2)).String()
		n, err := strconv.ParseInt(strings.Replace(whole, ".", "", 1), 10, 64)
		if err != nil {
			panic(err)
		}
		cents[i] = n
	}
	return cents
}

// With a total column no single figure can be wrong without being noticed.
func TestNoFigureCanBeWrongUnnoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		w.total = true
		rows := w.profitAndLoss()
		var cells []*string
		collect(rows, &cells)
		cell := rapid.SampledFrom(cells).Draw(t, "cell")
		amount, err := parseAmount([]byte(*cell))
		if err != nil {
			t.Fatal(err)
		}
		off := rapid.SampledFrom([]int64{-100_000_01, -2, 2, 7, 5000}).Draw(t, "off")
		*cell = amount.Add(ledger.NewAmount(off, 2)).String()
		if _, err := w.read(profitAndLossByMonth, rows); err == nil {
			t.Fatalf("a cell that reads %s instead of %s was believed", *cell, amount)
		}
	})
}

// collect lists the cells of all rows.
func collect(rows []node, cells *[]*string) {
	for _, n := range rows {
		for i := range n.figures {
			*cells = append(*cells, &n.figures[i])
		}
		for i := range n.sum {
			*cells = append(*cells, &n.sum[i])
		}
		collect(n.rows, cells)
	}
}
