// Package quickbooks reads a QuickBooks Online company: who it is, its chart of
// accounts, and what its profit and loss, balance sheets and trial balance say
// for a run of months. It sends GET requests only and writes nothing, although
// the one scope that Intuit has for accounting would let it write.
//
// Amounts come from three reports of Intuit's Accounting API: ProfitAndLoss and
// BalanceSheet by month, at most twelve months a call, and TrialBalance at the
// last day of the range
// (https://developer.intuit.com/app/developer/qbo/docs/workflows/run-reports).
// Every report is checked against what was asked for and against its own totals
// before anything of it is returned. Amounts become net debits (debit minus
// credit) in the company's home currency. The package reads the shape that
// reports had before the modernization of 31 August 2026 and the one after it.
// It knows accounts by the id in the first cell of a row, never by a label, a
// place or a title, which are localised and may change.
//
// # Calls
//
// Twelve months take six calls: CompanyInfo, Preferences, Account,
// ProfitAndLoss, BalanceSheet, TrialBalance; each further twelve months two
// more. At most five are under way at once, so six need two rounds in any
// order, and the trial balance can wait for the preferences, which say when the
// financial year begins, without costing a round of its own. At most ten calls
// begin within a second.
//
// Errors of New wrap readonly.ErrConfig. Errors about the provider or its answers
// are *ledger.Error and *ledger.MismatchError, for errors.Is and errors.As;
// errors of the token source pass through unchanged. Stability is that of package
// ledger.
package quickbooks
