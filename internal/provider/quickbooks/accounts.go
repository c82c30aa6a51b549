package quickbooks

import "github.com/ledgerlink/ledgerlink/internal/provider"

// AccountTypes follows AccountType and AccountSubType of
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account.
func (Provider) AccountTypes() provider.AccountTypes {
	return provider.AccountTypes{
		Types:    accountTypes(),
		Subtypes: accountSubtypes(),
		Decisive: map[string]bool{"Bank": true, "Credit Card": true, "Accounts Receivable": true, "Accounts Payable": true},
	}
}

func accountTypes() map[string]provider.Classification {
	return map[string]provider.Classification{
		"Income":                  provider.Classify("Revenue", "Revenue", ""),
		"Other Income":            provider.Classify("Revenue", "Other income", ""),
		"Cost of Goods Sold":      provider.Classify("COGS", "Cost of sales", ""),
		"Expense":                 provider.Classify("Opex", "Operating expenses", ""),
		"Other Expense":           provider.Classify("Opex", "Other expenses", ""),
		"Bank":                    provider.Classify("Asset", "Cash", ""),
		"Accounts Receivable":     provider.Classify("Asset", "Receivables", ""),
		"Other Current Asset":     provider.Classify("Asset", "Other current assets", ""),
		"Fixed Asset":             provider.Classify("Asset", "Fixed assets", ""),
		"Other Asset":             provider.Classify("Asset", "Non-current assets", ""),
		"Accounts Payable":        provider.Classify("Liability", "Payables", ""),
		"Credit Card":             provider.Classify("Liability", "Credit cards", ""),
		"Other Current Liability": provider.Classify("Liability", "Other current liabilities", ""),
		"Long Term Liability":     provider.Classify("Liability", "Non-current liabilities", ""),
		"Equity":                  provider.Classify("Equity", "Equity", ""),
	}
}

// accountSubtypes lists only the subtypes that say more than their type. What a
// subtype such as SalesTaxPayable says in words is read as a name is.
func accountSubtypes() map[string]provider.Classification {
	return map[string]provider.Classification{
		"CostOfLabor":          provider.Classify("Staff", "Staff costs", "Wages and salaries"),
		"CostOfLaborCos":       provider.Classify("COGS", "Cost of sales", "Labour"),
		"DirectDepositPayable": provider.Classify("Liability", "Payroll liabilities", ""),
		"GlobalTaxDeferred":    provider.Classify("Tax", "Sales tax", ""),
		"GlobalTaxExpense":     provider.Classify("Tax", "Sales tax", ""),
		"GlobalTaxPayable":     provider.Classify("Tax", "Sales tax", ""),
		"GlobalTaxSuspense":    provider.Classify("Tax", "Sales tax", ""),
		"PersonalExpense":      provider.Classify("Dividend", "Dividends and drawings", "Personal expenses"),
		"TaxesPaid":            provider.Classify("Opex", "Taxes and licences", ""),
	}
}
