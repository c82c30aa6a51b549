package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// group is the kind of the section that a row stands in. It says whether the
// figures count as debits or as credits, and the class of accounts for which the
// chart has none.
type group uint8

const (
	noGroup group = iota // not known, or not known yet

	income
	costOfSales
	expenses
	otherIncome
	otherExpenses

	assets
	liabilities
	equity

	// Sections of a profit and loss whose group has an unknown name, once the
	// report's totals have told their side.
	undecidedIncome
	undecidedCosts

	debitsAndCredits // the rows of a trial balance, which has a column for each side
)

// isCredit reports whether figures of the group count as credits.
func (g group) isCredit() bool {
	switch g {
	case income, otherIncome, undecidedIncome, liabilities, equity:
		return true
	}
	return false
}

// class returns the class of an account in the group; it is empty where the
// group says none.
func (g group) class() ledger.Class {
	switch g {
	case income, otherIncome, undecidedIncome:
		return ledger.Revenue
	case costOfSales, expenses, otherExpenses, undecidedCosts:
		return ledger.Expense
	case assets:
		return ledger.Asset
	case liabilities:
		return ledger.Liability
	case equity:
		return ledger.Equity
	}
	return ""
}

// Names of groups that reports give the rows that only sum up others, and a
// balance sheet its line of the year's earnings.
const (
	groupGrossProfit     = "GrossProfit"
	groupOperatingIncome = "NetOperatingIncome"
	groupNetOtherIncome  = "NetOtherIncome"
	groupNetIncome       = "NetIncome"
	groupGrandTotal      = "GrandTotal"
)

// layout says how one report is built.
type layout struct {
	groups map[string]group // by the names the report gives them
	whole  group            // of every row, in a report without groups
	totals map[string]bool  // names of groups that only sum up others
	// credit says that a section with rows of both sides shows credits less debits.
	credit bool
	// result names the total that is all credits less all debits; where it is
	// empty they are equal.
	result string
	// earnings names the group of the line of the year's earnings so far, and
	// retained is the group in which a line without an account is that of
	// retained earnings.
	earnings string
	retained group
	// currencyGain says that a line without an account may be the gain or loss on
	// foreign currencies.
	currencyGain bool
	// candidateGroups are the groups that a section of an unknown name can be
	// of: credits first, then debits.
	candidateGroups [2]group
}

// The layouts, by the groups that these pages document:
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/balancesheet
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/trialbalance
var (
	profitAndLossLayout = layout{
		groups: map[string]group{
			"Income": income, "COGS": costOfSales, "Expenses": expenses,
			"OtherIncome": otherIncome, "OtherExpenses": otherExpenses,
		},
		totals: map[string]bool{
			groupGrossProfit: true, groupOperatingIncome: true, groupNetOtherIncome: true, groupNetIncome: true,
		},
		credit:          true,
		result:          groupNetIncome,
		currencyGain:    true,
		candidateGroups: [2]group{undecidedIncome, undecidedCosts},
	}
	balanceSheetLayout = layout{
		groups: map[string]group{
			"TotalAssets": assets, "CurrentAssets": assets, "BankAccounts": assets, "AR": assets,
			"OtherCurrentAssets": assets, "FixedAssets": assets, "OtherAssets": assets,
			"TotalLiabilitiesAndEquity": liabilities, "Liabilities": liabilities, "CurrentLiabilities": liabilities,
			"AP": liabilities, "CreditCards": liabilities, "OtherCurrentLiabilities": liabilities,
			"LongTermLiabilities": liabilities, "Equity": equity,
		},
		earnings:        groupNetIncome,
		retained:        equity,
		candidateGroups: [2]group{liabilities, assets},
	}
	trialBalanceLayout = layout{
		whole:    debitsAndCredits,
		totals:   map[string]bool{groupGrandTotal: true},
		retained: debitsAndCredits, currencyGain: true,
	}
)
