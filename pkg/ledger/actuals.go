package ledger

// Chart is an organisation with its whole chart of accounts, archived accounts
// included.
type Chart struct {
	Organisation Organisation
	Accounts     []Account
}

// Line is one account, or one line that is no account, over all months of the
// range: movements on the profit and loss, closing balances on the balance sheet.
type Line struct {
	AccountID string // id of an account of the chart, or a synthetic id
	Name      string // the ledger's label
	Class     Class  // by the chart; for synthetic lines as the contract says
	Statement Statement
	NetDebit  []Amount // debit minus credit, one per month of the range
}

// IsZero reports whether every month is zero.
func (l Line) IsZero() bool {
	for _, amount := range l.NetDebit {
		if !amount.IsZero() {
			return false
		}
	}
	return true
}

// Actuals is what one organisation's ledger says for a run of months.
type Actuals struct {
	Chart
	Basis Basis
	Range Range
	// Lines holds each account at most once. Accounts that the reports do not
	// show are left out: they are zero throughout.
	Lines []Line
	// NetProfit is the profit and loss statement's own net profit, one per
	// month, profit positive.
	NetProfit []Amount
	// Trial is the trial balance at the last day of the range.
	Trial TrialBalance
	// Checks are the comparisons that held while the reports were read.
	Checks []Check
}

// TrialBalance is the ledger's list of all accounts with their balances on a day.
type TrialBalance struct {
	At    Date
	Lines []TrialLine
	// BalancesOnly says that profit-and-loss accounts are left out: the ledger
	// counts them from another day than the start of its financial year, so that
	// only their sum could be compared, which the client has done.
	BalancesOnly bool
}

// TrialLine is one account of a trial balance. For balance-sheet accounts
// YearToDate is the balance, for profit-and-loss accounts the movement since
// the financial year began.
type TrialLine struct {
	AccountID  string
	Name       string
	YearToDate Amount // net debit
	Month      Amount // net debit of the month that ends on the day, where HasMonth
	HasMonth   bool   // Xero prints the month's movement, QuickBooks does not
}
