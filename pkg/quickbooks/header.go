package quickbooks

import (
	"cmp"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// checkHeader makes sure that a report is the one that was asked for: the API
// ignores parameters that it does not know, and narrows reports by filters that
// it repeats in the header. A report that is another is a *ledger.MismatchError.
func (h header) checkHeader(r reportRequest) error {
	for _, field := range []struct{ check, asked, answered string }{
		{"the report is the one asked for", r.resource.reportName(), h.name},
		{"the report is on the basis asked for", r.accountingMethod(), h.basis},
		{"the report is not narrowed by a filter", "", strings.Join(h.filters, ", ")},
	} {
		if !strings.EqualFold(field.asked, field.answered) {
			return mismatch(field.check, field.asked, field.answered)
		}
	}
	if r.resource != trialBalanceResource && h.by != "" && !strings.EqualFold(h.by, "Month") {
		return mismatch("the report is by month", "Month", h.by)
	}
	return h.checkPeriod(r)
}

// checkPeriod makes sure that the report covers the days asked for. Before the
// modernization of reports, one by month could leave its days to its columns.
func (h header) checkPeriod(r reportRequest) error {
	if h.start == "" && h.end == "" && r.resource != trialBalanceResource {
		return nil
	}
	latest := r.end.MonthOf()
	end, err := ledger.ParseDate(h.end)
	if h.start != r.start.String() || err != nil || !endsMonth(end, latest, h.made(), latest) {
		return mismatch("the report is for the period asked for", r.start.String()+" to "+r.end.String(), h.start+" to "+h.end)
	}
	return nil
}

// made returns the day on which the report was made, or the zero Date.
func (h header) made() ledger.Date {
	day, _, _ := strings.Cut(h.time, "T")
	made, err := ledger.ParseDate(day)
	if err != nil {
		return ledger.Date{}
	}
	return made
}

// mismatch is about a report as a whole. answered is the ledger's own text.
func mismatch(check, asked, answered string) error {
	return &ledger.MismatchError{
		Kind: ledger.MismatchRequest, Check: check, Ours: cmp.Or(asked, "nothing"), Ledgers: cmp.Or(sanitize.Line(answered), "nothing"),
	}
}
