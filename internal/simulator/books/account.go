package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Role is what an account is there for, where reports treat it specially.
type Role string

// The roles.
const (
	Plain            Role = ""
	Bank             Role = "bank"
	Card             Role = "card" // a credit card: a liability, whatever class the provider gives it
	Receivable       Role = "receivable"
	Payable          Role = "payable"
	RetainedEarnings Role = "retained earnings" // takes the profit of earlier years; every chart has exactly one
	CurrencyGain     Role = "currency gain"     // one of Xero's three system accounts
	Contra           Role = "contra"            // stands against its class: accumulated depreciation, sales returns
)

// Account is one account of the chart with what the providers list about it.
type Account struct {
	ledger.Account
	Role        Role
	BankNumber  string // invented; bank accounts of Xero only
	TaxType     string // Xero's, e.g. OUTPUT, INPUT, BASEXCLUDED
	Description string
	Group       string // the group of a layout of the user's own (see Layout.Groups)
}

// OnProfitAndLoss is true where the account's postings are income or expense.
func (a Account) OnProfitAndLoss() bool {
	return a.Class.Statement() == ledger.ProfitAndLoss
}
