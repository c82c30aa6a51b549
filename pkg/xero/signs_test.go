package xero

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// signChart has accounts whose id says their class, and a credit card.
func signChart() accountsByID {
	chart := accountsByID{"card": {ID: "card", Class: ledger.Asset, Type: "BANK", Subtype: "CREDITCARD"}}
	for prefix, class := range map[string]ledger.Class{
		"r": ledger.Revenue, "e": ledger.Expense, "a": ledger.Asset, "l": ledger.Liability, "q": ledger.Equity,
	} {
		for _, n := range []string{"1", "2", "3"} {
			chart[prefix+n] = ledger.Account{ID: prefix + n, Class: class}
		}
	}
	return chart
}

// solved reads a statement of May 2026 (and April where there are two amounts).
func solved(t *testing.T, kind, body string) (map[string]string, error) {
	t.Helper()
	headers, months := []string{"31 May 26"}, ledger.Range{From: month(t, "2026-05"), To: month(t, "2026-05")}
	if strings.Contains(body, " & ") {
		headers, months.From = []string{"31 May 26", "30 Apr 26"}, month(t, "2026-04")
		body = strings.ReplaceAll(body, " & ", " | ")
	}
	resource, period := profitAndLossResource, "1 May 2026 to 31 May 2026"
	if kind == "BalanceSheet" {
		resource, period = balanceSheetResource, "As at 31 May 2026"
	}
	r, err := readReport(strings.NewReader(printed(t, kind, period, headers, body)))
	if err != nil {
		t.Fatal(err)
	}
	table, err := newTable(r, reportRequest{resource, months, months.To})
	if err != nil {
		t.Fatal(err)
	}
	chart := signChart()
	proof, err := table.prove(table.guessSides(chart))
	if err != nil {
		return nil, err
	}
	lines, err := table.lines(proof.sides, chart)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, line := range lines {
		got[line.AccountID] = string(line.Class)[:2]
		for _, amount := range line.NetDebit {
			got[line.AccountID] += " " + amount.String()
		}
	}
	return got, nil
}

// signTest is a statement and, for every account, its class and its net debits.
type signTest struct {
	body string
	want map[string]string
}

func (s signTest) check(t *testing.T, kind string) {
	t.Helper()
	got, err := solved(t, kind, s.body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSignsOfTheProfitAndLoss(t *testing.T) {
	for name, test := range map[string]signTest{
		"revenue among the costs, a cost among the income": {
			`
			# Income
			r1 | Sales | 100.00
			r2 | More sales | 5.00
			e1 | Discounts | -10.00
			= Total Income | 95.00
			# Less Operating Expenses
			e2 | Rent | 20.00
			e3 | Wages | 30.00
			r3 | Refunds | -4.00
			= Total Operating Expenses | 46.00
			#
			= Net Profit | 49.00`,
			map[string]string{"r1": "RE -100.00", "r2": "RE -5.00", "e1": "EX 10.00", "e2": "EX 20.00", "e3": "EX 30.00", "r3": "RE -4.00"},
		},
		"a section of costs that holds nothing but revenue": {
			`
			# Income
			r1 | Sales | 100.00
			= Total Income | 100.00
			# Some group
			r2 | Recovered | -7.00
			= Total Some group | -7.00
			#
			= Net Profit | 107.00`,
			map[string]string{"r1": "RE -100.00", "r2": "RE -7.00"},
		},
		"a gain in a currency among the income": {
			`
			# Revenue
			r1 | Sales | 100.00
			FXGROUPID | Foreign Currency Gains and Losses | 3.00
			= Total Revenue | 103.00
			#
			= Net Income | 103.00`,
			map[string]string{"r1": "RE -100.00", ledger.FXGainsLosses: "EX -3.00"},
		},
		"no chart knows these accounts; the titles are all there is": {
			`
			# Plus Other Income
			x1 | Interest | 1.00
			= Total Other Income | 1.00
			# Less Cost of Sales
			x2 | Purchases | 9.00
			#
			= Total Cost of Sales | 9.00
			#
			= Net Profit | -8.00`,
			map[string]string{"x1": "RE -1.00", "x2": "EX 9.00"},
		},
		"groups in a row and the total of them all, two months": {
			`
			# Income
			r1 | Sales | 100.00 & 90.00
			# My group
			r2 | Other sales | 10.00 & 0.00
			= Total My group | 10.00 & 0.00
			#
			= Total Income | 110.00 & 90.00
			# Less Cost of Sales
			e1 | Purchases | 60.00 & 50.00
			= Total Cost of Sales | 60.00 & 50.00
			#
			= Gross Profit | 50.00 & 40.00
			# Less Operating Expenses
			e2 | Rent | 20.00 & 20.00
			= Total Operating Expenses | 20.00 & 20.00
			#
			= Net Profit | 30.00 & 20.00`,
			map[string]string{"r1": "RE -90.00 -100.00", "r2": "RE 0.00 -10.00", "e1": "EX 50.00 60.00", "e2": "EX 20.00 20.00"},
		},
		"American stages, the last of them mixed": {
			`
			# Income
			r1 | Sales | 100.00
			= Total Income | 100.00
			# Operating Expenses
			e1 | Rent | 20.00
			= Total Operating Expenses | 20.00
			#
			= Operating Income | 80.00
			# Other Income
			r2 | Interest | 5.00
			= Total Other Income | 5.00
			# Other Expense
			e2 | Interest paid | 8.00
			= Total Other Expense | 8.00
			#
			= Total Other Income / (Expense) | -3.00
			#
			= Net Income | 77.00`,
			map[string]string{"r1": "RE -100.00", "e1": "EX 20.00", "r2": "RE -5.00", "e2": "EX 8.00"},
		},
		"a firm without cost of sales": {
			`
			# Income
			r1 | Fees | 100.00
			= Total Income | 100.00
			# Less Cost of Sales
			= Total Cost of Sales | 0.00
			#
			= Gross Profit | 100.00
			# Less Operating Expenses
			e2 | Rent | 20.00
			#
			= Total Operating Expenses | 20.00
			#
			= Net Profit | 80.00`,
			map[string]string{"r1": "RE -100.00", "e2": "EX 20.00"},
		},
		"nothing ever happened": {`
			# Income
			#
			= Net Profit | 0.00`, map[string]string{}},
		"nothing at all": {``, map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) { test.check(t, "ProfitAndLoss") })
	}
}

func TestSignsOfTheBalanceSheet(t *testing.T) {
	for name, test := range map[string]signTest{
		"a card in debt and one in credit, an overdrawn bank": {
			`
			# Bank
			a1 | Current account | -20.00
			a2 | Savings | 100.00
			= Total Bank | 80.00
			#
			= Total Assets | 80.00
			# Credit Cards
			card | Visa | 30.00
			= Total Credit Cards | 30.00
			#
			= Net Assets | 50.00
			# Equity
			abababab-abab-abab-abab-abababababab | Current Year Earnings | 49.00
			q1 | Retained Earnings | 1.00
			= Total Equity | 50.00`,
			map[string]string{"a1": "AS -20.00", "a2": "AS 100.00", "card": "AS -30.00", ledger.CurrentYearEarnings: "EQ -49.00", "q1": "EQ -1.00"},
		},
		"British: no total of assets, creditors taken off": {
			`
			# Fixed Assets
			a1 | Plant | 500.00
			= Total Fixed Assets | 500.00
			# Current Assets
			a2 | Debtors | 200.00
			a3 | Bank | 50.00
			= Total Current Assets | 250.00
			# Creditors: amounts falling due within one year
			l1 | Trade creditors | 100.00
			card | Visa | 10.00
			= Total Creditors: amounts falling due within one year | 110.00
			#
			= Net Current Assets (Liabilities) | 140.00
			#
			= Total Assets less Current Liabilities | 640.00
			# Creditors: amounts falling due after more than one year
			l2 | Loan | 300.00
			= Total Creditors: amounts falling due after more than one year | 300.00
			#
			= Net Assets | 340.00
			# Capital and Reserves
			q1 | Share capital | 1.00
			abababab-abab-abab-abab-abababababab | Current Year Earnings | 339.00
			= Total Capital and Reserves | 340.00`,
			map[string]string{
				"a1": "AS 500.00", "a2": "AS 200.00", "a3": "AS 50.00", "l1": "LI -100.00", "card": "AS -10.00",
				"l2": "LI -300.00", "q1": "EQ -1.00", ledger.CurrentYearEarnings: "EQ -339.00",
			},
		},
		"British, creditors printed as less than nothing": {
			`
			# Fixed Assets
			a1 | Plant | 500.00
			= Total Fixed Assets | 500.00
			# Current Assets
			a2 | Debtors | 200.00
			= Total Current Assets | 200.00
			# Creditors: amounts falling due within one year
			l1 | Trade creditors | -100.00
			= Total Creditors: amounts falling due within one year | -100.00
			#
			= Net Current Assets (Liabilities) | 100.00
			#
			= Net Assets | 600.00
			# Capital and Reserves
			q1 | Share capital | 600.00
			= Total Capital and Reserves | 600.00`,
			map[string]string{"a1": "AS 500.00", "a2": "AS 200.00", "l1": "LI -100.00", "q1": "EQ -600.00"},
		},
		"British, with nothing current": {
			`
			# Fixed Assets
			a1 | Plant | 500.00
			#
			= Net Current Assets (Liabilities) | 0.00
			#
			= Net Assets | 500.00
			# Capital and Reserves
			q1 | Share capital | 500.00`,
			map[string]string{"a1": "AS 500.00", "q1": "EQ -500.00"},
		},
		"British, and provisions too": {
			`
			# Fixed Assets
			a1 | Plant | 500.00
			# Current Assets
			a2 | Debtors | 200.00
			# Creditors: amounts falling due within one year
			l1 | Trade creditors | -100.00
			# Creditors: amounts falling due after more than one year
			l2 | Loan | -70.00
			# Provisions for liabilities
			l3 | Deferred tax | -31.00
			#
			= Net Assets | 499.00
			# Capital and Reserves
			q1 | Share capital | 499.00
			= Total Capital and Reserves | 499.00`,
			map[string]string{"a1": "AS 500.00", "a2": "AS 200.00", "l1": "LI -100.00", "l2": "LI -70.00", "l3": "LI -31.00", "q1": "EQ -499.00"},
		},
		"accounts the chart does not list": {
			`
			# Bank
			x1 | Bank | 80.00
			#
			= Total Assets | 80.00
			# Current Liabilities
			x2 | Owed | 30.00
			# Equity
			x3 | Capital | 50.00`,
			map[string]string{"x1": "AS 80.00", "x2": "LI -30.00", "x3": "EQ -50.00"},
		},
	} {
		t.Run(name, func(t *testing.T) { test.check(t, "BalanceSheet") })
	}
}

func TestStatementsThatCannotBeProvedAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ kind, body, account string }{
		"a total that is not its lines'": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 100.00
			= Total Income | 101.00
			#
			= Net Profit | 100.00`, "Total Income"},
		"a gross profit of its own": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 100.00
			# Costs
			e1 | Rent | 30.00
			#
			= Gross Profit | 71.00
			#
			= Net Profit | 70.00`, "Gross Profit"},
		"a gross profit with its sign turned": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 100.00
			# Costs
			e1 | Rent | 30.00
			#
			= Gross Profit | -70.00
			#
			= Net Profit | 70.00`, "Gross Profit"},
		"no net profit": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 100.00
			= Total Income | 100.00`, ""},
		"lines behind the net profit": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 100.00
			#
			= Net Profit | 100.00
			# Costs
			e1 | Rent | 30.00`, ""},
		"two ways to add up": {"ProfitAndLoss", `
			# One
			r1 | Sales | 10.00
			# Two
			r2 | Sales | 10.00
			#
			= Net Profit | 0.00`, ""},
		"lines that cancel out in a section nothing speaks for": {"ProfitAndLoss", `
			# Income
			r1 | Sales | 10.00
			# Sundry
			x1 | This | 3.00
			x2 | That | -3.00
			#
			= Net Profit | 10.00`, "This"},
		"a balance sheet that does not balance": {"BalanceSheet", `
			# Bank
			a1 | Bank | 80.00
			#
			= Total Assets | 80.00
			# Equity
			q1 | Capital | 79.00`, ""},
		"net assets with their sign turned": {"BalanceSheet", `
			# Bank
			a1 | Bank | 80.00
			#
			= Net Assets | -80.00
			# Equity
			q1 | Capital | 80.00
			= Total Equity | 80.00`, "Net Assets"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := solved(t, test.kind, test.body)
			mismatch, ok := errors.AsType[*ledger.MismatchError](err)
			if !ok || mismatch.Account != test.account || mismatch.Period == "" {
				t.Fatalf("%v, %v", got, err)
			}
		})
	}
}
