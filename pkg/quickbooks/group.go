package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// group is what a report's group says about the accounts in it: on which side
// their figures count as positive, and their class where the chart has none.
type group struct {
	credit bool
	class  ledger.Class
}

var (
	income   = &group{true, ledger.Revenue}
	cogs     = &group{false, ledger.Expense}
	expenses = &group{false, ledger.Expense}

	otherIncome   = &group{true, ledger.Revenue}
	otherExpenses = &group{false, ledger.Expense}

	assets      = &group{false, ledger.Asset}
	liabilities = &group{true, ledger.Liability}
	equity      = &group{true, ledger.Equity}

	// Sections whose group is not known, once the arithmetic told their side.
	unknownGains = &group{true, ledger.Revenue}
	unknownCosts = &group{false, ledger.Expense}

	debitAndCredit = &group{false, ""} // a trial balance has no sides
)

// layout is how one report is built.
type layout struct {
	groups map[string]*group
	whole  *group          // follows every row, where the report has no groups
	totals map[string]bool // groups that only sum up others
	credit bool            // a section that mixes both sides shows credit minus debit
	result string          // the total that is credits minus debits; none: they are equal
	// earnings is the group of the line that is the year's profit so far, and
	// retained where a line without an account is retained earnings.
	earnings string
	retained *group
	// either are the groups an unknown section can turn out to be, credit first.
	either [2]*group
}

// Groups by the names in Intuit's ProfitAndLoss and BalanceSheet entities.
var (
	profitAndLossLayout = layout{
		groups: map[string]*group{
			"Income": income, "COGS": cogs, "Expenses": expenses,
			"OtherIncome": otherIncome, "OtherExpenses": otherExpenses,
		},
		totals: map[string]bool{"GrossProfit": true, "NetOperatingIncome": true, "NetOtherIncome": true, "NetIncome": true},
		credit: true,
		result: "NetIncome",
		either: [2]*group{unknownGains, unknownCosts},
	}
	balanceSheetLayout = layout{
		groups: map[string]*group{
			"TotalAssets": assets, "CurrentAssets": assets, "BankAccounts": assets, "AR": assets,
			"OtherCurrentAssets": assets, "FixedAssets": assets, "OtherAssets": assets,
			"TotalLiabilitiesAndEquity": liabilities, "Liabilities": liabilities, "CurrentLiabilities": liabilities,
			"AP": liabilities, "CreditCards": liabilities, "OtherCurrentLiabilities": liabilities,
			"LongTermLiabilities": liabilities, "Equity": equity,
		},
		either:   [2]*group{liabilities, assets},
		earnings: "NetIncome",
		retained: equity,
	}
	trialBalanceLayout = layout{
		whole:    debitAndCredit,
		totals:   map[string]bool{"GrandTotal": true},
		retained: debitAndCredit,
	}
)
