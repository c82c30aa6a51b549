package xero

import "github.com/ledgerlink/ledgerlink/internal/provider"

// AccountTypes follows the account types and system accounts of
// https://developer.xero.com/documentation/api/accounting/types.
func (Provider) AccountTypes() provider.AccountTypes {
	return provider.AccountTypes{
		SystemAccounts: systemAccounts(),
		Types:          accountTypes(),
		Decisive:       map[string]bool{"BANK": true, "INVENTORY": true},
		Subcategories:  map[string]string{"CREDITCARD": "Credit cards"},
	}
}

func accountTypes() map[string]provider.Classification {
	return map[string]provider.Classification{
		"REVENUE":                 provider.Classify("Revenue", "Revenue", ""),
		"SALES":                   provider.Classify("Revenue", "Revenue", ""),
		"OTHERINCOME":             provider.Classify("Revenue", "Other income", ""),
		"DIRECTCOSTS":             provider.Classify("COGS", "Cost of sales", ""),
		"EXPENSE":                 provider.Classify("Opex", "Operating expenses", ""),
		"OVERHEADS":               provider.Classify("Opex", "Operating expenses", ""),
		"DEPRECIATN":              provider.Classify("Opex", "Depreciation and amortisation", ""),
		"WAGESEXPENSE":            provider.Classify("Staff", "Staff costs", "Wages and salaries"),
		"SUPERANNUATIONEXPENSE":   provider.Classify("Staff", "Staff costs", "Pensions"),
		"BANK":                    provider.Classify("Asset", "Cash", ""),
		"CURRENT":                 provider.Classify("Asset", "Other current assets", ""),
		"INVENTORY":               provider.Classify("Asset", "Inventory", ""),
		"PREPAYMENT":              provider.Classify("Asset", "Prepayments", ""),
		"FIXED":                   provider.Classify("Asset", "Fixed assets", ""),
		"NONCURRENT":              provider.Classify("Asset", "Non-current assets", ""),
		"CURRLIAB":                provider.Classify("Liability", "Other current liabilities", ""),
		"LIABILITY":               provider.Classify("Liability", "Other liabilities", ""),
		"TERMLIAB":                provider.Classify("Liability", "Non-current liabilities", ""),
		"PAYGLIABILITY":           provider.Classify("Tax", "Payroll taxes", ""),
		"PAYG":                    provider.Classify("Tax", "Payroll taxes", ""),
		"SUPERANNUATIONLIABILITY": provider.Classify("Liability", "Payroll liabilities", "Pensions"),
		"WAGESPAYABLELIABILITY":   provider.Classify("Liability", "Payroll liabilities", ""),
		"EQUITY":                  provider.Classify("Equity", "Equity", ""),
	}
}

func systemAccounts() map[string]provider.Classification {
	return map[string]provider.Classification{
		"DEBTORS":                provider.Classify("Asset", "Receivables", ""),
		"CREDITORS":              provider.Classify("Liability", "Payables", ""),
		"BANKCURRENCYGAIN":       provider.Classify("Opex", "Foreign exchange", ""),
		"UNREALISEDCURRENCYGAIN": provider.Classify("Opex", "Foreign exchange", ""),
		"REALISEDCURRENCYGAIN":   provider.Classify("Opex", "Foreign exchange", ""),
		"GST":                    provider.Classify("Tax", "Sales tax", ""),
		"GSTONIMPORTS":           provider.Classify("Tax", "Sales tax", ""),
		"RETAINEDEARNINGS":       provider.Classify("Equity", "Retained earnings", ""),
		"HISTORICAL":             provider.Classify("Liability", "Other current liabilities", "Historical adjustment"),
		"ROUNDING":               provider.Classify("Liability", "Other current liabilities", "Rounding"),
		"TRACKINGTRANSFERS":      provider.Classify("Liability", "Other current liabilities", "Tracking transfers"),
		"UNPAIDEXPCLM":           provider.Classify("Liability", "Other payables", "Expense claims"),
		"WAGEPAYABLES":           provider.Classify("Liability", "Payroll liabilities", ""),
		"CISASSETS":              provider.Classify("Tax", "Construction industry scheme", ""),
		"CISLIABILITIES":         provider.Classify("Tax", "Construction industry scheme", ""),
		"CISLABOUR":              provider.Classify("COGS", "Subcontractors", ""),
		"CISLABOUREXPENSE":       provider.Classify("COGS", "Subcontractors", ""),
		"CISLABOURINCOME":        provider.Classify("Revenue", "Revenue", ""),
		"CISMATERIALS":           provider.Classify("COGS", "Cost of sales", ""),
	}
}
