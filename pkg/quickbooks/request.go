package quickbooks

import (
	"net/url"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// minorVersion is the only minor version of the API that is still served.
const minorVersion = "75"

// reportRequest is one report to ask for.
type reportRequest struct {
	resource   resource
	start, end ledger.Date
	basis      ledger.Basis
}

// monthlyRequest returns the request for a statement by month.
func monthlyRequest(resource resource, months ledger.Range, basis ledger.Basis) reportRequest {
	return reportRequest{resource, months.From.First(), months.To.Last(), basis}
}

// query returns the request in Intuit's parameters. It always has both days:
// with one of them, or none, the API uses a range of its own (observed). It
// never has format=json, with which reports have been seen to time out.
func (r reportRequest) query() url.Values {
	values := minorVersionOnly()
	values.Set("start_date", r.start.String())
	values.Set("end_date", r.end.String())
	values.Set("accounting_method", r.accountingMethod())
	if r.resource != trialBalanceResource {
		values.Set("summarize_column_by", "Month")
	}
	return values
}

// accountingMethod returns the basis in Intuit's word.
func (r reportRequest) accountingMethod() string {
	if r.basis == ledger.Cash {
		return "Cash"
	}
	return "Accrual"
}

// canSplit reports whether a query asks for a report over more than one month,
// which can be asked for in parts.
func canSplit(query url.Values) bool {
	start, err1 := ledger.ParseDate(query.Get("start_date"))
	end, err2 := ledger.ParseDate(query.Get("end_date"))
	return err1 == nil && err2 == nil && query.Has("summarize_column_by") && start.MonthOf() < end.MonthOf()
}

func minorVersionOnly() url.Values { return url.Values{"minorversion": {minorVersion}} }
