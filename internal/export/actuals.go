package export

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var longColumns = slices.Concat(
	columns(Text, "model", "entity", "provider", "organisation_id", "organisation"),
	columns(Figure, "period", "period_start", "period_end"),
	columns(Text, "account_id", "account_code", "account_name", "account_type", "account_class",
		"statement", "measure"),
	columns(Figure, "amount", "net_debit"),
	columns(Text, "currency", "basis"),
	columns(Flag, "partial"),
	columns(Text, "variable_type", "category", "subcategory", "branch"))

var wideColumns = columns(Text, "model", "entity", "provider", "organisation_id", "organisation",
	"account_id", "account_code", "account_name", "account_type", "account_class", "statement",
	"measure", "currency", "basis", "variable_type", "category", "subcategory", "branch")

var seriesColumns = slices.Concat(columns(Text, "SeriesName"), columns(Figure, "Period", "Value"))

// Table returns the actuals file in the given layout. Lines that are zero
// throughout are left out; the others have a value for every month that was
// read. Rows are sorted by entity, statement (profit and loss first), account
// code, account id and month, in byte order, empty first.
func (a Actuals) Table(layout Layout) Table {
	lines := a.lines()
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(
			cmp.Compare(a.entity.Entity, b.entity.Entity),
			compareStatements(a.Statement, b.Statement),
			cmp.Compare(a.account.Code, b.account.Code),
			cmp.Compare(a.account.ID, b.account.ID))
	})
	switch layout {
	case Wide:
		return a.wide(lines)
	case Series:
		return a.series(lines)
	}
	return a.long(lines)
}

func compareStatements(a, b ledger.Statement) int {
	switch {
	case a == b:
		return 0
	case a == ledger.ProfitAndLoss:
		return -1
	}
	return 1
}

// period is a month in words, which every line needs again.
type period struct{ name, start, end string }

func (a Actuals) periods() []period {
	periods := make([]period, 0, a.Range.Len())
	for _, month := range a.Range.Months() {
		periods = append(periods, period{month.String(), month.First().String(), month.Last().String()})
	}
	return periods
}

func (a Actuals) long(lines []line) Table {
	periods := a.periods()
	return Table{Columns: longColumns, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(longColumns))
		for i := range lines {
			for n := range periods {
				if !lines[i].read(n) {
					continue
				}
				row = lines[i].appendLong(row[:0], a.Basis, periods[n], n)
				if !yield(row) {
					return
				}
			}
		}
	}}
}

func (l *line) appendLong(row []string, basis ledger.Basis, p period, n int) []string {
	e, a, m := l.entity, &l.account, &l.mapping
	return append(row, e.Model, e.Entity, string(e.Provider), e.Organisation.ID, e.Organisation.Name,
		p.name, p.start, p.end,
		a.ID, a.Code, a.Name, a.Type, string(a.Class), string(l.Statement), string(l.Statement.Measure()),
		l.amount(n).String(), l.netDebit(n).String(), e.Organisation.Currency, string(basis),
		strconv.FormatBool(l.partial(n)),
		string(m.Type), m.Category, m.Subcategory, m.Branch)
}

func (a Actuals) wide(lines []line) Table {
	header := slices.Clone(wideColumns)
	for n, month := range a.Range.Months() {
		heading := month.String()
		if slices.ContainsFunc(lines, func(l line) bool { return l.partial(n) }) {
			heading += " (partial)"
		}
		header = append(header, Column{heading, Figure})
	}
	return Table{Columns: header, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(header))
		for i := range lines {
			row = lines[i].appendWide(row[:0], a.Basis)
			if !yield(row) {
				return
			}
		}
	}}
}

func (l *line) appendWide(row []string, basis ledger.Basis) []string {
	e, a, m := l.entity, &l.account, &l.mapping
	row = append(row, e.Model, e.Entity, string(e.Provider), e.Organisation.ID, e.Organisation.Name,
		a.ID, a.Code, a.Name, a.Type, string(a.Class), string(l.Statement), string(l.Statement.Measure()),
		e.Organisation.Currency, string(basis), string(m.Type), m.Category, m.Subcategory, m.Branch)
	for n := range l.window {
		amount := ""
		if l.read(n) {
			amount = l.amount(n).String()
		}
		row = append(row, amount)
	}
	return row
}

func (a Actuals) series(lines []line) Table {
	periods := a.periods()
	return Table{Columns: seriesColumns, Rows: func(yield func([]string) bool) {
		names := seriesNames(lines, a.Several)
		row := make([]string, 0, len(seriesColumns))
		for i := range lines {
			for n := range periods {
				if !lines[i].read(n) {
					continue
				}
				row = append(row[:0], names[i], periods[n].end, lines[i].amount(n).String())
				if !yield(row) {
					return
				}
			}
		}
	}}
}
