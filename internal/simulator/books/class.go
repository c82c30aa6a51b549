package books

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// xeroClasses are the account types of Xero's Accounts endpoint with the class
// Xero gives each; a credit card is of type BANK and so an asset.
var xeroClasses = map[string]ledger.Class{
	"BANK": ledger.Asset, "CURRENT": ledger.Asset, "FIXED": ledger.Asset, "INVENTORY": ledger.Asset,
	"NONCURRENT": ledger.Asset, "PREPAYMENT": ledger.Asset,
	"CURRLIAB": ledger.Liability, "LIABILITY": ledger.Liability, "TERMLIAB": ledger.Liability, "PAYG": ledger.Liability,
	"EQUITY":  ledger.Equity,
	"REVENUE": ledger.Revenue, "SALES": ledger.Revenue, "OTHERINCOME": ledger.Revenue,
	"DIRECTCOSTS": ledger.Expense, "EXPENSE": ledger.Expense, "OVERHEADS": ledger.Expense, "DEPRECIATN": ledger.Expense,
}

// quickBooksClasses are the AccountTypes of QuickBooks' Account with their
// Classification; Non-Posting accounts have none.
var quickBooksClasses = map[string]ledger.Class{
	"Bank": ledger.Asset, "Accounts Receivable": ledger.Asset, "Other Current Asset": ledger.Asset,
	"Fixed Asset": ledger.Asset, "Other Asset": ledger.Asset,
	"Accounts Payable": ledger.Liability, "Credit Card": ledger.Liability,
	"Other Current Liability": ledger.Liability, "Long Term Liability": ledger.Liability,
	"Equity": ledger.Equity,
	"Income": ledger.Revenue, "Other Income": ledger.Revenue,
	"Cost of Goods Sold": ledger.Expense, "Expense": ledger.Expense, "Other Expense": ledger.Expense,
}

// ClassOf is the class the provider gives accounts of a type; empty for
// QuickBooks' Non-Posting and for unknown types.
func ClassOf(provider ledger.Provider, accountType string) ledger.Class {
	if provider == ledger.Xero {
		return xeroClasses[accountType]
	}
	return quickBooksClasses[accountType]
}
