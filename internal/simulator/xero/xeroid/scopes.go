package xeroid

import (
	"slices"
	"strings"
)

// permissions are the scopes any app may ask for, in plain words. Since March
// 2026 they are granular (Xero, "Granular scopes FAQ").
var permissions = map[string]string{
	"openid":                                   "",
	"profile":                                  "See your name",
	"email":                                    "See your email address",
	"offline_access":                           "Stay connected while you are away",
	"accounting.settings":                      "See and change your organisation settings and chart of accounts",
	"accounting.settings.read":                 "See your organisation settings and chart of accounts",
	"accounting.reports.profitandloss.read":    "See your profit and loss report",
	"accounting.reports.balancesheet.read":     "See your balance sheet report",
	"accounting.reports.trialbalance.read":     "See your trial balance report",
	"accounting.reports.aged.read":             "See your aged receivables and payables reports",
	"accounting.reports.banksummary.read":      "See your bank summary report",
	"accounting.reports.budgetsummary.read":    "See your budget summary report",
	"accounting.reports.executivesummary.read": "See your executive summary report",
	"accounting.reports.taxreports.read":       "See your tax reports",
	"accounting.reports.tenninetynine.read":    "See your 1099 report",
	"accounting.budgets.read":                  "See your budgets",
	"accounting.contacts":                      "See and change your contacts",
	"accounting.contacts.read":                 "See your contacts",
	"accounting.attachments":                   "See and change your attachments",
	"accounting.attachments.read":              "See your attachments",
	"accounting.invoices":                      "See and change your invoices",
	"accounting.invoices.read":                 "See your invoices",
	"accounting.payments":                      "See and change your payments",
	"accounting.payments.read":                 "See your payments",
	"accounting.banktransactions":              "See and change your bank transactions",
	"accounting.banktransactions.read":         "See your bank transactions",
	"accounting.manualjournals":                "See and change your manual journals",
	"accounting.manualjournals.read":           "See your manual journals",
}

// broad are the scopes only apps made before March 2026 may still ask for.
var broad = map[string]string{
	"accounting.transactions":      "See and change your business transactions",
	"accounting.transactions.read": "See your business transactions",
	"accounting.reports.read":      "See your reports",
}

// clientCredentialsOnly is refused on the callback, not on an error page
// (observed 2026).
const clientCredentialsOnly = "app.connections"

// hasRefusedScope reports whether an app may not ask for one of the scopes.
// accounting.journals.read is among those: it needs Xero's approval.
func hasRefusedScope(scopes []string, legacy bool) bool {
	return slices.ContainsFunc(scopes, func(scope string) bool {
		_, known := permissions[scope]
		_, old := broad[scope]
		return !known && (!old || !legacy) && scope != clientCredentialsOnly
	})
}

// inWords lists what the scopes allow, for the consent page.
func inWords(scopes []string) []string {
	var words []string
	for _, scope := range scopes {
		for _, text := range []string{permissions[scope], broad[scope]} {
			if text != "" {
				words = append(words, text)
			}
		}
	}
	return words
}

// Allows reports whether the granted scopes cover the needed one: as it is, as its
// writing form, or by a broad scope of old.
func Allows(granted []string, needed string) bool {
	if slices.Contains(granted, needed) || slices.Contains(granted, strings.TrimSuffix(needed, ".read")) {
		return true
	}
	return strings.HasPrefix(needed, "accounting.reports.") && slices.Contains(granted, "accounting.reports.read")
}

// union adds scopes to those granted before, in order and each once.
func union(before, more []string) []string {
	all := slices.Clone(before)
	for _, scope := range more {
		if !slices.Contains(all, scope) {
			all = append(all, scope)
		}
	}
	return all
}
