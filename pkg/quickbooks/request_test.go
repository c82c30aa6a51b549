package quickbooks

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestTheHeaderMustAnswerTheRequest(t *testing.T) {
	run := months(t, "2026-09", "2026-11")
	q := monthlyRequest(balanceSheetResource, run, ledger.Cash)
	for _, test := range []struct {
		name, field string
		value       any
		ok          bool
	}{
		{"as asked", "Time", "2026-11-21T08:00:00-08:00", true},
		{"another report", "ReportName", "ProfitAndLoss", false},
		{"the other basis", "ReportBasis", "Accrual", false},
		{"no basis", "ReportBasis", nil, false},
		{"other columns", "SummarizeColumnsBy", "Total", false},
		{"columns left unsaid", "SummarizeColumnsBy", nil, true},
		{"an earlier start", "StartPeriod", "2026-08-01", false},
		{"another end", "EndPeriod", "2026-10-31", false},
		{"today, while the month runs", "EndPeriod", "2026-11-21", true},
		{"yesterday, in another time zone", "EndPeriod", "2026-11-20", true},
		{"some day of the running month", "EndPeriod", "2026-11-10", false},
		{"one customer only", "Customer", "1", false},
		{"one class only", "Class", "200000000001", false},
		{"one department only", "Department", "2", false},
		{"no customer", "Customer", "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := monthlyFixture(q, false)
			f.header[test.field] = test.value
			if err := f.parsed(t).header.checkHeader(q); (err == nil) != test.ok {
				t.Fatal(err)
			} else if err != nil {
				mismatchOf(t, err)
			}
		})
	}
}

func TestTheColumnsMustBeTheMonths(t *testing.T) {
	run := months(t, "2026-09", "2026-10")
	label := columnOf("")
	september, october := monthColumn("2026-09-01", "2026-09-30"), monthColumn("2026-10-01", "2026-10-31")
	total := columnOf("Insgesamt", "ColKey", "Total")
	for _, test := range []struct {
		name    string
		columns []any
		made    string
		want    []int // the column of each month; nil: refused
	}{
		{"in order", []any{label, september, october}, "", []int{0, 1}},
		{"the other way round, with a total", []any{label, total, october, september}, "", []int{2, 1}},
		{"nested", []any{label, map[string]any{"ColTitle": "2026", "Columns": map[string]any{"Column": []any{september, october}}}}, "", []int{0, 1}},
		{"one missing", []any{label, september}, "", nil},
		{"one too many", []any{label, september, october, monthColumn("2026-11-01", "2026-11-30")}, "", nil},
		{"one twice", []any{label, september, september}, "", nil},
		{"no metadata", []any{label, september, columnOf("Oct 2026")}, "", nil},
		{"two totals", []any{label, september, october, total, total}, "", nil},
		{"no columns", nil, "", nil},
		{"a part of a month that is over", []any{label, monthColumn("2026-09-01", "2026-09-29"), october}, "2026-09-29", nil},
		{"a month that begins late", []any{label, september, monthColumn("2026-10-02", "2026-10-31")}, "", nil},
		{"the running month up to today", []any{label, september, monthColumn("2026-10-01", "2026-10-12")}, "2026-10-12", []int{0, 1}},
		{"the running month, made next month", []any{label, september, monthColumn("2026-10-01", "2026-10-12")}, "2026-11-01", nil},
		{"the running month, made at no time", []any{label, september, monthColumn("2026-10-01", "2026-10-12")}, "", nil},
		{"a quarter", []any{label, monthColumn("2026-09-01", "2026-11-30"), october}, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(monthlyRequest(balanceSheetResource, run, ledger.Accrual))
			f.columns = test.columns
			f.header["Time"] = test.made
			r := f.parsed(t)
			g, err := monthColumns(r.columns, run, r.header.made())
			if test.want == nil {
				mismatchOf(t, err)
				return
			}
			if err != nil || g.months[0] != test.want[0] || g.months[1] != test.want[1] {
				t.Fatal(g, err)
			}
		})
	}
}

func TestTheRequestNamesBothDaysAndTheBasis(t *testing.T) {
	q := monthlyRequest(profitAndLossResource, months(t, "2025-11", "2026-02"), ledger.Accrual)
	want := "accounting_method=Accrual&end_date=2026-02-28&minorversion=75&start_date=2025-11-01&summarize_column_by=Month"
	if got := q.query().Encode(); got != want {
		t.Fatal(got)
	}
}
