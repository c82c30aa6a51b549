package mapping

import (
	"sync"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// byType says what an account is by the ledger's own account type or subtype,
// where no name and no system role says more.
type byType map[string]outcome

// xeroTypes follows the account types of Xero's Accounting API reference
// ("Account types"), xeroRoles its system accounts.
func xeroTypes() byType {
	return byType{
		"REVENUE":               {Revenue, "Revenue", ""},
		"SALES":                 {Revenue, "Revenue", ""},
		"OTHERINCOME":           {Revenue, "Other income", ""},
		"DIRECTCOSTS":           {COGS, "Cost of sales", ""},
		"EXPENSE":               {Opex, "Operating expenses", ""},
		"OVERHEADS":             {Opex, "Operating expenses", ""},
		"DEPRECIATN":            {Opex, "Depreciation and amortisation", ""},
		"WAGESEXPENSE":          {Staff, "Staff costs", "Wages and salaries"},
		"SUPERANNUATIONEXPENSE": {Staff, "Staff costs", "Pensions"},
		"BANK":                  {Asset, "Cash", ""},
		"CURRENT":               {Asset, "Other current assets", ""},
		"INVENTORY":             {Asset, "Inventory", ""},
		"PREPAYMENT":            {Asset, "Prepayments", ""},
		"FIXED":                 {Asset, "Fixed assets", ""},
		"NONCURRENT":            {Asset, "Non-current assets", ""},
		"CURRLIAB":              {Liability, "Other current liabilities", ""},
		"LIABILITY":             {Liability, "Other liabilities", ""},
		"TERMLIAB":              {Liability, "Non-current liabilities", ""},
		"PAYGLIABILITY":         {Tax, "Payroll taxes", ""},
		"PAYG":                  {Tax, "Payroll taxes", ""},
		"SUPERANNUATIONLIABILITY": {
			Liability, "Payroll liabilities", "Pensions",
		},
		"WAGESPAYABLELIABILITY": {Liability, "Payroll liabilities", ""},
		"EQUITY":                {Equity, "Equity", ""},
	}
}

func xeroRoles() byType {
	return byType{
		"DEBTORS":                {Asset, "Receivables", ""},
		"CREDITORS":              {Liability, "Payables", ""},
		"BANKCURRENCYGAIN":       {Opex, "Foreign exchange", ""},
		"UNREALISEDCURRENCYGAIN": {Opex, "Foreign exchange", ""},
		"REALISEDCURRENCYGAIN":   {Opex, "Foreign exchange", ""},
		"GST":                    {Tax, "Sales tax", ""},
		"GSTONIMPORTS":           {Tax, "Sales tax", ""},
		"RETAINEDEARNINGS":       {Equity, "Retained earnings", ""},
		"HISTORICAL":             {Liability, "Other current liabilities", "Historical adjustment"},
		"ROUNDING":               {Liability, "Other current liabilities", "Rounding"},
		"TRACKINGTRANSFERS":      {Liability, "Other current liabilities", "Tracking transfers"},
		"UNPAIDEXPCLM":           {Liability, "Other payables", "Expense claims"},
		"WAGEPAYABLES":           {Liability, "Payroll liabilities", ""},
		"CISASSETS":              {Tax, "Construction industry scheme", ""},
		"CISLIABILITIES":         {Tax, "Construction industry scheme", ""},
		"CISLABOUR":              {COGS, "Subcontractors", ""},
		"CISLABOUREXPENSE":       {COGS, "Subcontractors", ""},
		"CISLABOURINCOME":        {Revenue, "Revenue", ""},
		"CISMATERIALS":           {COGS, "Cost of sales", ""},
	}
}

// quickbooksTypes and quickbooksSubtypes follow AccountType and AccountSubType
// of Intuit's Account entity. Only subtypes that say more than their type are
// listed; what a subtype such as SalesTaxPayable says in words is read as a
// name is.
func quickbooksTypes() byType {
	return byType{
		"Income":                  {Revenue, "Revenue", ""},
		"Other Income":            {Revenue, "Other income", ""},
		"Cost of Goods Sold":      {COGS, "Cost of sales", ""},
		"Expense":                 {Opex, "Operating expenses", ""},
		"Other Expense":           {Opex, "Other expenses", ""},
		"Bank":                    {Asset, "Cash", ""},
		"Accounts Receivable":     {Asset, "Receivables", ""},
		"Other Current Asset":     {Asset, "Other current assets", ""},
		"Fixed Asset":             {Asset, "Fixed assets", ""},
		"Other Asset":             {Asset, "Non-current assets", ""},
		"Accounts Payable":        {Liability, "Payables", ""},
		"Credit Card":             {Liability, "Credit cards", ""},
		"Other Current Liability": {Liability, "Other current liabilities", ""},
		"Long Term Liability":     {Liability, "Non-current liabilities", ""},
		"Equity":                  {Equity, "Equity", ""},
	}
}

func quickbooksSubtypes() byType {
	return byType{
		"CostOfLabor":          {Staff, "Staff costs", "Wages and salaries"},
		"CostOfLaborCos":       {COGS, "Cost of sales", "Labour"},
		"DirectDepositPayable": {Liability, "Payroll liabilities", ""},
		"GlobalTaxDeferred":    {Tax, "Sales tax", ""},
		"GlobalTaxExpense":     {Tax, "Sales tax", ""},
		"GlobalTaxPayable":     {Tax, "Sales tax", ""},
		"GlobalTaxSuspense":    {Tax, "Sales tax", ""},
		"PersonalExpense":      {Dividend, "Dividends and drawings", "Personal expenses"},
		"TaxesPaid":            {Opex, "Taxes and licences", ""},
	}
}

// byClass is the last resort: a type that no table knows.
var byClass = map[ledger.Class]outcome{
	ledger.Revenue:   {Revenue, "Revenue", ""},
	ledger.Expense:   {Opex, "Operating expenses", ""},
	ledger.Asset:     {Asset, "Other assets", ""},
	ledger.Liability: {Liability, "Other liabilities", ""},
	ledger.Equity:    {Equity, "Equity", ""},
}

// settled are the account types for which no name matters: a bank account called
// "GST savings" holds cash.
var settled = map[string]bool{
	"BANK": true, "INVENTORY": true, "Bank": true, "Credit Card": true, "Accounts Receivable": true, "Accounts Payable": true,
}

// tables are what is known of a provider's own words.
type tables struct{ roles, subtypes, types byType }

var tablesOf = sync.OnceValue(func() map[ledger.Provider]tables {
	return map[ledger.Provider]tables{
		ledger.Xero:       {roles: xeroRoles(), types: xeroTypes()},
		ledger.QuickBooks: {subtypes: quickbooksSubtypes(), types: quickbooksTypes()},
	}
})
