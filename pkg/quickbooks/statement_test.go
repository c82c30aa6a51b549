package quickbooks

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// figures writes one row's cells: "1.00 . 3.00" is 1.00, nothing, 3.00.
func figures(text string) []string {
	fields := strings.Fields(text)
	for i, field := range fields {
		if field == "." {
			fields[i] = ""
		}
	}
	return fields
}

func mismatchOf(t *testing.T, err error) *ledger.MismatchError {
	t.Helper()
	mismatch, ok := errors.AsType[*ledger.MismatchError](err)
	if !ok {
		t.Fatalf("want a mismatch, got %v", err)
	}
	return mismatch
}

// readFixture reads a two-month statement made of the rows.
func readFixture(t *testing.T, s statement, total bool, rows ...node) (*reportPart, error) {
	t.Helper()
	run := months(t, "2026-09", "2026-10")
	q := monthlyRequest(s.resource, run, ledger.Accrual)
	part, err := s.read(monthlyFixture(q, total).with(rows...).parsed(t), q, run)
	if err == nil {
		err = part.checkSheetSides(nil, &ledger.Checks{})
	}
	return part, err
}

// netDebits are the lines of a part by id: "45": "-10.00 5.00".
func netDebits(p *reportPart) map[string]string {
	lines := map[string]string{}
	for _, l := range p.Lines {
		var texts []string
		for _, amount := range l.NetDebit {
			texts = append(texts, amount.String())
		}
		lines[l.AccountID] = strings.Join(texts, " ")
	}
	return lines
}

// services is an account with entries of its own and one below it.
func services(heading string) node {
	return node{
		id: "45", label: "Services", figures: figures(heading), sum: figures("110.00 50.00"),
		rows: []node{lineOf("46", "Materials", figures("30.00 50.00")...)},
	}
}

func TestProfitAndLossInBothShapes(t *testing.T) {
	for shape, heading := range map[string]string{
		"before: the account's own": "80.00 0.00",
		"after: empty":              ". .",
		"after: zero":               "0 0.00",
		"the total":                 "110.00 50.00",
		"a mere label":              "",
	} {
		t.Run(shape, func(t *testing.T) {
			p, err := readFixture(t, profitAndLossByMonth, false,
				totalOf("NetIncome", figures("60.00 70.00")...), // no order is promised
				section("Expenses", "Ausgaben", figures("40.00 -20.00"), lineOf("7", "Rent", figures("40.00 (20.00)")...)),
				section("Income", "Einnahmen", figures("110.00 50.00"), services(heading)),
				totalOf("GrossProfit", figures("110.00 50.00")...),
				totalOf("NetOperatingIncome", figures("70.00 70.00")...),
				section("OtherExpenses", "x", figures("10.00 ."), lineOf("9", "Fines", figures("$10.00 .")...)),
				totalOf("NetOtherIncome", figures("-10.00 .")...),
			)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{
				"45": "-80.00 0.00", "46": "-30.00 -50.00", "7": "40.00 -20.00", "9": "10.00 0.00",
			}
			if diff := cmp.Diff(want, netDebits(p)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(amounts("60.00 70.00"), p.NetProfit, cmp.Comparer(ledger.Amount.Equal)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAHeadingThatSaysSomethingElseIsRefused(t *testing.T) {
	_, err := readFixture(t, profitAndLossByMonth, false,
		section("Income", "Income", figures("110.00 50.00"), services("81.00 0.00")), totalOf("NetIncome", figures("110.00 50.00")...))
	if m := mismatchOf(t, err); m.Check != checkHeadings || m.Account != "Services" || m.Period != "2026-09" {
		t.Fatal(m)
	}
}

func TestAParentWithoutEntriesOfItsOwnIsNoLine(t *testing.T) {
	parent := node{id: "37", label: "Truck", figures: figures(". ."), sum: figures("5.00 5.00"), rows: []node{lineOf("38", "Cost", figures("5.00 5.00")...)}}
	p, err := readFixture(t, balanceSheetByMonth, false,
		section("TotalAssets", "A", figures("5.00 5.00"), section("FixedAssets", "F", figures("5.00 5.00"), parent)),
		section("TotalLiabilitiesAndEquity", "L", figures("5.00 5.00"), lineOf("1", "Loan", figures("5.00 5.00")...)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"38": "5.00 5.00", "1": "-5.00 -5.00"}, netDebits(p)); diff != "" {
		t.Error(diff)
	}
}

// proofs of a profit and loss that fail, each for one reason.
func TestAProfitAndLossThatDoesNotAddUpIsRefused(t *testing.T) {
	good := func() []node {
		return []node{
			section("Income", "Income", figures("10.00 20.00 30.00"), lineOf("1", "Sales", figures("10.00 20.00 30.00")...)),
			section("COGS", "Costs", figures("4.00 . 4.00"), lineOf("2", "Goods", figures("4.00 . 4.00")...)),
			totalOf("GrossProfit", figures("6.00 20.00 26.00")...),
			totalOf("NetIncome", figures("6.00 20.00 26.00")...),
		}
	}
	if _, err := readFixture(t, profitAndLossByMonth, true, good()...); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, check, period string
		spoil               func([]node) []node
	}{
		{"a section", checkSections, "2026-10", func(n []node) []node { n[0].sum = figures("10.00 21.00 31.00"); return n }},
		{"the total column of a line", checkMonths, "", func(n []node) []node { n[0].rows[0].figures[2] = "31.00"; return n }},
		{"the total column of a sum", checkMonths, "", func(n []node) []node { n[1].sum[2] = "5.00"; return n }},
		{"gross profit", "gross profit equals the sum of its lines", "2026-09", func(n []node) []node { n[2].sum = figures("7.00 20.00 27.00"); return n }},
		{"net income", "net profit equals the sum of its lines", "2026-10", func(n []node) []node { n[3].sum = figures("6.00 21.00 27.00"); return n }},
		{"no net income", "the profit and loss ends with its net income", "", func(n []node) []node { return n[:3] }},
		{"a line without an id", checkAccounts, "", func(n []node) []node { n[1].rows[0].id = ""; return n }},
		{"a missing cell", "every line has a figure in each column", "", func(n []node) []node { n[0].rows[0].figures = figures("10.00 20.00"); return n }},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := readFixture(t, profitAndLossByMonth, true, test.spoil(good())...)
			if m := mismatchOf(t, err); m.Check != test.check || m.Period != test.period {
				t.Fatal(m)
			}
		})
	}
}

func TestWrappersAndUnknownGroups(t *testing.T) {
	sales := section("Income", "Income", figures("100.00 50.00"), lineOf("1", "Sales", figures("100.00 50.00")...))
	rent := section("Expenses", "Expenses", figures("30.00 30.00"), lineOf("2", "Rent", figures("30.00 30.00")...))
	for _, test := range []struct {
		name string
		rows []node
		want map[string]string // nil: refused
	}{
		{"a wrapper around known groups", []node{
			section("", "Ordinary Income/Expenses", figures("70.00 20.00"), sales, totalOf("", figures("100.00 50.00")...), rent),
			totalOf("NetIncome", figures("70.00 20.00")...),
		}, map[string]string{"1": "-100.00 -50.00", "2": "30.00 30.00"}},
		{"a wrapper whose sum is wrong", []node{
			section("", "Ordinary Income/Expenses", figures("130.00 80.00"), sales, rent), totalOf("NetIncome", figures("70.00 20.00")...),
		}, nil},
		{"unknown costs and gains", []node{
			sales, section("Exceptional", "Exceptional", figures("5.00 5.00"), lineOf("3", "Flood", figures("5.00 5.00")...)),
			section("Windfall", "Windfall", figures("9.00 ."), lineOf("4", "Lottery", figures("9.00 .")...)),
			totalOf("NetIncome", figures("104.00 45.00")...),
		}, map[string]string{"1": "-100.00 -50.00", "3": "5.00 5.00", "4": "-9.00 0.00"}},
		{"unknown either way", []node{
			section("A", "A", figures("5.00 5.00"), lineOf("3", "Flood", figures("5.00 5.00")...)),
			section("B", "B", figures("5.00 5.00"), lineOf("4", "Lottery", figures("5.00 5.00")...)), totalOf("NetIncome", figures("0.00 0.00")...),
		}, nil},
		{"unknown and no way", []node{
			section("A", "A", figures("5.00 5.00"), lineOf("3", "Flood", figures("5.00 5.00")...)), totalOf("NetIncome", figures("6.00 0.00")...),
		}, nil},
		{"unknown but empty", []node{
			sales, section("A", "A", figures(". ."), lineOf("3", "Flood", figures("0.00 .")...)), totalOf("NetIncome", figures("100.00 50.00")...),
		}, map[string]string{"1": "-100.00 -50.00"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := readFixture(t, profitAndLossByMonth, false, test.rows...)
			if test.want == nil {
				mismatchOf(t, err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, netDebits(p)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// sheet is a balance sheet with the given rows in equity, which hold 10 and 20.
func sheet(equity ...node) []node {
	return []node{
		section("TotalLiabilitiesAndEquity", "L", figures("15.00 25.00"),
			section("Liabilities", "L", figures("5.00 5.00"), lineOf("3", "Loan", figures("5.00 5.00")...)),
			section("Equity", "E", figures("10.00 20.00"), equity...)),
		section("TotalAssets", "A", figures("15.00 25.00"),
			section("CurrentAssets", "C", figures("15.00 25.00"),
				section("BankAccounts", "B", figures("15.00 25.00"), lineOf("1", "Bank", figures("20.00 25.00")...), lineOf("2", "Overdrawn", figures("-5.00 .")...)))),
	}
}

func TestEquityLinesThatAreNoAccount(t *testing.T) {
	profit := node{group: "NetIncome", label: "Gewinn", figures: figures("8.00 18.00")}
	kept := lineOf("", "Gewinnvortrag", figures("2.00 2.00")...)
	for _, test := range []struct {
		name   string
		equity []node
		want   map[string]string // of the lines in equity; nil: refused
	}{
		{
			"earnings and an account",
			[]node{profit, lineOf("9", "Retained Earnings", figures("2.00 2.00")...)},
			map[string]string{ledger.CurrentYearEarnings: "-8.00 -18.00", "9": "-2.00 -2.00"},
		},
		{
			"earnings and retained earnings without an account",
			[]node{kept, profit},
			map[string]string{ledger.CurrentYearEarnings: "-8.00 -18.00", ledger.RetainedEarnings: "-2.00 -2.00"},
		},
		{
			"earnings as a section",
			[]node{kept, totalOf("NetIncome", figures("8.00 18.00")...)},
			map[string]string{ledger.CurrentYearEarnings: "-8.00 -18.00", ledger.RetainedEarnings: "-2.00 -2.00"},
		},
		{
			"an empty line without an account",
			[]node{profit, kept, lineOf("", "x", figures("0.00 .")...)},
			map[string]string{ledger.CurrentYearEarnings: "-8.00 -18.00", ledger.RetainedEarnings: "-2.00 -2.00"},
		},
		{"two lines without an account", []node{profit, lineOf("", "x", figures("1.00 1.00")...), lineOf("", "y", figures("1.00 1.00")...)}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := readFixture(t, balanceSheetByMonth, false, sheet(test.equity...)...)
			if test.want == nil {
				mismatchOf(t, err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			test.want["1"], test.want["2"], test.want["3"] = "20.00 25.00", "-5.00 0.00", "-5.00 -5.00"
			if diff := cmp.Diff(test.want, netDebits(p)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestABalanceSheetThatDoesNotBalanceIsRefused(t *testing.T) {
	rows := sheet(lineOf("9", "Capital", figures("10.00 20.00")...))
	rows[1].sum = figures("15.00 26.00")
	rows[1].rows[0].sum = figures("15.00 26.00")
	rows[1].rows[0].rows[0].sum = figures("15.00 26.00")
	rows[1].rows[0].rows[0].rows[0].figures[1] = "26.00"
	_, err := readFixture(t, balanceSheetByMonth, false, rows...)
	if m := mismatchOf(t, err); m.Check != "assets equal liabilities and equity" || m.Period != "2026-10" || m.Ours != "25.00" || m.Ledgers != "26.00" {
		t.Fatal(m)
	}
}

func TestALineWithoutAnAccountOutsideEquityIsRefused(t *testing.T) {
	rows := sheet(lineOf("9", "Capital", figures("10.00 20.00")...))
	rows[0].rows[0].rows[0].id = ""
	_, err := readFixture(t, balanceSheetByMonth, false, rows...)
	if m := mismatchOf(t, err); m.Check != checkAccounts || m.Account != "Loan" {
		t.Fatal(m)
	}
}

func TestAnAccountWithTwoRowsIsRefused(t *testing.T) {
	rows := sheet(lineOf("9", "Capital", figures("10.00 20.00")...))
	rows[0].rows[0].rows[0].id = "1" // the bank's account again, as a liability
	_, err := readFixture(t, balanceSheetByMonth, false, rows...)
	if m := mismatchOf(t, err); m.Check != checkOnce || m.Account != "Bank" || m.Kind != ledger.MismatchChart {
		t.Fatal(m)
	}
}

// Companies with several currencies show the gain or loss on them as a line that
// may name no account.
func TestTheGainOnCurrenciesMayNameNoAccount(t *testing.T) {
	income := section("Income", "Income", figures("110.00 50.00"), lineOf("4", "Sales", figures("110.00 50.00")...))
	other := func(rows ...node) []node {
		return []node{income, section("OtherExpenses", "Other Expenses", figures("3.00 0.00"), rows...), totalOf("NetIncome", figures("107.00 50.00")...)}
	}
	p, err := readFixture(t, profitAndLossByMonth, false, other(lineOf("", "Unrealized Gain or Loss", figures("3.00 0.00")...))...)
	if err != nil {
		t.Fatal(err)
	}
	if got := netDebits(p)[ledger.FXGainsLosses]; got != "3.00 0.00" {
		t.Error(got)
	}
	for name, rows := range map[string][]node{
		"Exchange rounding": {lineOf("", "Unrealized Gain or Loss", figures("1.00 0.00")...), lineOf("", "Exchange rounding", figures("2.00 0.00")...)},
		"Sundry":            {lineOf("", "Sundry", figures("3.00 0.00")...)},
	} {
		_, err := readFixture(t, profitAndLossByMonth, false, other(rows...)...)
		if m := mismatchOf(t, err); m.Check != checkAccounts || m.Account != name || m.Kind != ledger.MismatchUnknown {
			t.Error(m)
		}
	}
}

func TestNoDataIsZeroThroughout(t *testing.T) {
	run := months(t, "2026-09", "2026-10")
	q := monthlyRequest(profitAndLossResource, run, ledger.Cash)
	empty := newFixture(q).noData().with(section("Income", "Income", figures("."), lineOf("1", "Sales", figures(".")...)))
	p, err := profitAndLossByMonth.read(empty.parsed(t), q, run)
	if err != nil || len(p.Lines) != 0 || len(p.NetProfit) != 2 {
		t.Fatal(p, err)
	}
	full := newFixture(q).noData().with(lineOf("1", "Sales", "1.00"))
	_, err = profitAndLossByMonth.read(full.parsed(t), q, run)
	mismatchOf(t, err)
}
