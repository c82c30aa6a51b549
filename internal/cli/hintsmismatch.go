package cli

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// mismatchHints says what can help where figures do not agree.
func mismatchHints(e *ledger.MismatchError) []string {
	const again = "Nothing was written. Run the same command again: "
	const report = "If it stays, run the same command with --verbose and report the request ids it shows."
	switch e.Kind {
	case ledger.MismatchSecond:
		return hints(again+"somebody may have posted between the two reports.",
			"If it stays, compare both reports in the ledger for that month; --verify every finds the first month that differs.",
			report)
	case ledger.MismatchRequest:
		return hints(again+"the provider answered with another report than the one asked for.", report)
	case ledger.MismatchChart:
		return hints(again+"an account may have been changed while the reports were read.",
			"If it stays, look at that account in the chart of accounts and in the report.", report)
	case ledger.MismatchUnknown:
		return hints("Nothing was written: the line belongs to no account, so no model could tell where its amount goes.",
			"Open the report in the ledger, find the entries behind that line and give them an account,",
			"or read other months with --from and --to.")
	case ledger.MismatchCut:
		return hints("Nothing was written: the ledger cuts the report off even for one month. Retrying will not help.",
			"Ask the provider's support for that report of that month, with the request ids that --verbose shows.")
	}
	return hints(again+"the report contradicts itself, which a second reading often mends.",
		"If it stays, open that report in the ledger and compare the account and month named above.", report)
}
