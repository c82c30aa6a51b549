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
	// Opening is the balance sheet at the end of the month before the range, nil
	// where it was not read.
	Opening *Opening
	// Trial is the trial balance at the last day of the range.
	Trial TrialBalance
	// EarlierTrials are the trial balances at earlier days, oldest first: ends of
	// months of the range, or the day before it.
	EarlierTrials []TrialBalance
	// Renamed are the accounts that a report shows under a name that is no
	// account's in the chart, which was read at another moment.
	Renamed []Renamed
	// Checks are the comparisons that held while the reports were read.
	Checks []Check
}

// Renamed is an account under two names.
type Renamed struct {
	AccountID string
	Name      string // in the chart
	Label     string // in the report
}

// Opening is the balance sheet at the end of one month.
type Opening struct {
	Month Month
	// NetDebit holds the balance of each account and synthetic line that the sheet
	// shows, by its id. What it does not show is zero.
	NetDebit map[string]Amount
}

// TrialBalance is the ledger's list of all accounts with their balances on a day.
type TrialBalance struct {
	At    Date
	Lines []TrialLine
	// SinceInception says that profit-and-loss accounts hold what was posted to
	// them since the company began, not since its financial year began. Their sum
	// was compared by the client; what one of them moved by is the difference of
	// two such trial balances.
	SinceInception bool
}

// TrialLine is one account of a trial balance. For balance-sheet accounts
// YearToDate is the balance, for profit-and-loss accounts the movement since
// the financial year began, or since the company did.
type TrialLine struct {
	AccountID  string
	Name       string
	YearToDate Amount // net debit
	Month      Amount // net debit of the month that ends on the day, where HasMonth
	HasMonth   bool   // Xero prints the month's movement, QuickBooks does not
}

// ForeignAccounts returns the ids of the balance-sheet accounts of the chart
// that are kept in another currency than the organisation's.
func (c Chart) ForeignAccounts() map[string]bool {
	foreign := map[string]bool{}
	for i := range c.Accounts {
		account := &c.Accounts[i]
		if account.Class.Statement() == BalanceSheet && account.Currency != c.Organisation.Currency && account.Currency != "" {
			foreign[account.ID] = true
		}
	}
	return foreign
}
