package ledger

// Provider names an accounting system. It is part of the key of every account.
type Provider string

// The providers there are.
const (
	Xero       Provider = "xero"
	QuickBooks Provider = "quickbooks"
)

// Title returns the provider's name as people write it.
func (p Provider) Title() string {
	switch p {
	case Xero:
		return "Xero"
	case QuickBooks:
		return "QuickBooks"
	}
	return string(p)
}

// Class is the accounting class of an account, in the words of the contract. It
// is empty for accounts that never carry money (QuickBooks' Non-Posting).
type Class string

// The five classes.
const (
	Asset     Class = "ASSET"
	Liability Class = "LIABILITY"
	Equity    Class = "EQUITY"
	Revenue   Class = "REVENUE"
	Expense   Class = "EXPENSE"
)

// CreditPositive reports whether the natural balance of the class is a credit.
func (c Class) CreditPositive() bool { return c == Liability || c == Equity || c == Revenue }

// Natural returns a net debit in the class's natural sign, and the other way
// round:
// income, liabilities and equity credit-positive, expenses and assets
// debit-positive.
func (c Class) Natural(netDebit Amount) Amount {
	if c.CreditPositive() {
		return netDebit.Neg()
	}
	return netDebit
}

// Statement returns the statement an account of the class belongs to.
func (c Class) Statement() Statement {
	if c == Revenue || c == Expense {
		return ProfitAndLoss
	}
	return BalanceSheet
}

// Statement is one of the two statements actuals come from.
type Statement string

// The statements.
const (
	ProfitAndLoss Statement = "profit_and_loss"
	BalanceSheet  Statement = "balance_sheet"
)

// Measure returns what an amount of the statement is.
func (s Statement) Measure() Measure {
	if s == ProfitAndLoss {
		return Movement
	}
	return Balance
}

// Title returns the statement's name as people write it.
func (s Statement) Title() string {
	if s == ProfitAndLoss {
		return "profit and loss"
	}
	return "balance sheet"
}

// Measure is what one actual is: the movement of a month or the balance at its end.
type Measure string

// The measures.
const (
	Movement Measure = "movement"
	Balance  Measure = "balance"
)

// Status is whether the ledger still offers an account for new entries.
type Status string

// The statuses. A QuickBooks account that is inactive counts as archived.
const (
	Active   Status = "ACTIVE"
	Archived Status = "ARCHIVED"
)

// Account is one account of an organisation's chart of accounts. Its key is
// (provider, organisation id, ID), never the code and never the name.
type Account struct {
	ID            string // the ledger's own id
	Code          string // the account number; may be empty or not unique
	Name          string // without QuickBooks' " (deleted)"
	FullName      string // QuickBooks "Parent:Child"; Xero the name
	ParentID      string // QuickBooks sub-accounts; else empty
	Type          string // the provider's own word, e.g. DIRECTCOSTS, "Other Current Asset"
	Subtype       string // QuickBooks AccountSubType; Xero BankAccountType of bank accounts
	Class         Class
	Status        Status
	Currency      string // the account's own, else the organisation's
	SystemAccount string // Xero's system role, e.g. RETAINEDEARNINGS; else empty
	Role          Role   `json:",omitempty"` // what the ledger itself uses the account for
}

// Role is what a ledger itself uses an account for, where its statements or its
// trial balance may show the account in another way than any other. The clients
// set it.
type Role string

// The roles.
const (
	RoleNone             Role = ""                  // an account like any other
	RoleRetainedEarnings Role = "retained earnings" // may be shown as the line RetainedEarnings
	RoleCurrencyGain     Role = "currency gain"     // may be merged into the line FXGainsLosses
)

// Ids of the lines that belong to a statement but are no account of the chart.
const (
	CurrentYearEarnings = "current-year-earnings" // EQUITY
	RetainedEarnings    = "retained-earnings"     // EQUITY; a QuickBooks line without an id
	FXGainsLosses       = "fx-gains-losses"       // EXPENSE: a loss is positive
)

// IsSynthetic reports whether the id is that of a line that is no account of the
// chart.
func IsSynthetic(accountID string) bool {
	return accountID == CurrentYearEarnings || accountID == RetainedEarnings || accountID == FXGainsLosses
}
