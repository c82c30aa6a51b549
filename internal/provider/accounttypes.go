package provider

// AccountTypes says what a provider's own words for an account mean in a
// forecast model. The keys are spelled as in ledger.Account.
type AccountTypes struct {
	SystemAccounts map[string]Classification // by Account.SystemAccount
	Types          map[string]Classification // by Account.Type
	Subtypes       map[string]Classification // by Account.Subtype, where it says more than the type

	// Decisive lists the types for which no account name matters: a bank account
	// called "GST savings" holds cash.
	Decisive map[string]bool

	// Subcategories gives accounts of a subtype and a decisive type a subcategory.
	Subcategories map[string]string
}

// Classification is what an account is in a forecast model.
type Classification struct {
	Type        string // a variable type, e.g. "Opex"
	Category    string
	Subcategory string // may be empty
}

// Classify returns a Classification; subcategory may be empty.
func Classify(kind, category, subcategory string) Classification {
	return Classification{Type: kind, Category: category, Subcategory: subcategory}
}
