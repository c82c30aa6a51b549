package xero

import (
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// checkHeader makes sure that the report is the one that was asked for: its kind
// and the period in its title. A title without a readable day proves nothing
// either way; the column headers then have to.
func (r *report) checkHeader(a reportRequest) error {
	wanted := a.resource.path[strings.LastIndex(a.resource.path, "/")+1:]
	for _, got := range []string{r.id, r.kind} {
		if got != "" && got != wanted {
			return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "the report is the one asked for", Ours: wanted, Ledgers: sanitize.Line(got)}
		}
	}
	if r.id == "" && r.kind == "" {
		return &ledger.MismatchError{Kind: ledger.MismatchRequest, Check: "the report is the one asked for", Ours: wanted, Ledgers: "a report without a name"}
	}
	days := r.titleDays()
	if len(days) == 0 {
		return nil
	}
	mismatch := &ledger.MismatchError{
		Kind:    ledger.MismatchRequest,
		Check:   "the report is for the period asked for",
		Period:  a.anchor.String(),
		Ours:    a.anchor.Last().String(),
		Ledgers: sanitize.Line(r.titles[2]),
	}
	if days[len(days)-1] != a.anchor.Last() {
		return mismatch
	}
	if a.resource == profitAndLossResource && len(days) > 1 && days[0] != a.anchor.First() {
		mismatch.Ours = a.anchor.First().String() + " to " + mismatch.Ours
		return mismatch
	}
	return nil
}

// titleDays are the days that the third title, the period, names.
func (r *report) titleDays() []ledger.Date {
	if len(r.titles) < 3 {
		return nil
	}
	return daysIn(r.titles[2])
}

// organisation is the name the report gives itself, which may be the
// organisation's display name; empty where it gives none.
func (r *report) organisation() string {
	if len(r.titles) < 2 {
		return ""
	}
	return strings.TrimSpace(r.titles[1])
}

// monthColumns finds the column of every month by its header, never by its
// place. Every header must be the last day of its month: on the profit and loss
// any other day says that days are missing from the column. Months that were
// not asked for are passed over.
func (r *report) monthColumns(a reportRequest) ([]int, error) {
	if len(r.columns) == 1 && a.columns() == 1 && len(r.titleDays()) > 0 {
		if _, readable := headerDay(r.columns[0]); !readable {
			return []int{0}, nil // the title, checked before, says which month it is
		}
	}
	columns := make([]int, a.months.Len())
	for i := range columns {
		columns[i] = -1
	}
	for i, header := range r.columns {
		day, ok := headerDay(header)
		month := day.MonthOf()
		if !ok || day != month.Last() {
			return nil, headerMismatch(month, ok, header)
		}
		if !a.months.Contains(month) {
			continue
		}
		at := int(month - a.months.From)
		if columns[at] >= 0 {
			return nil, headerMismatch(month, ok, header+" twice")
		}
		columns[at] = i
	}
	if missing := slices.Index(columns, -1); missing >= 0 {
		return nil, headerMismatch(a.months.From+ledger.Month(missing), true, strings.Join(r.columns, ", "))
	}
	return columns, nil
}

func headerMismatch(month ledger.Month, known bool, header string) *ledger.MismatchError {
	mismatch := &ledger.MismatchError{
		Kind:    ledger.MismatchRequest,
		Check:   "the columns are the whole months asked for",
		Ours:    "the last day of a month",
		Ledgers: sanitize.Line(header),
	}
	if known {
		mismatch.Period, mismatch.Ours = month.String(), month.Last().String()
	}
	return mismatch
}
