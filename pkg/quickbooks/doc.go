// Package quickbooks reads one QuickBooks Online company: the company itself,
// its whole chart of accounts, and its actuals by month. It sends GET requests
// to an allow-list of four places and can do nothing else, although the only
// scope Intuit grants for accounting would let it write.
//
// Amounts come from three reports, which are believed only after their own
// arithmetic was checked: ProfitAndLoss and BalanceSheet by month, at most twelve
// months a call, and the TrialBalance at the last day of the range. Both shapes
// of the reports are read: the one before the modernization of 31 August 2026
// and the one after it. Account rows are told by the id in their first cell,
// never by their label, their place or a title, which are localised and may
// change.
//
// # Calls
//
// Twelve months take six calls: CompanyInfo, Preferences, Account,
// ProfitAndLoss, BalanceSheet, TrialBalance; each further twelve months two
// more. At most five are under way at once, so six need two rounds in any
// order, and the trial balance can wait for the preferences, which say when the
// financial year begins, without costing a round of its own. At most ten calls
// begin within a second.
package quickbooks
