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

// Table is the actuals file in the given layout. Lines that are zero throughout
// are left out; the others have a value for every period that was read. Sorted by entity,
// statement (profit and loss first), account code, account id and period, in
// byte order, empty first.
func (a Actuals) Table(layout Layout) Table {
	a.Lines = a.shown()
	switch layout {
	case Wide:
		return a.wide()
	case Series:
		return a.series()
	}
	return a.long()
}

// shown is the lines a file holds, in its order; the caller's slice stays as it is.
func (a Actuals) shown() []ActualsLine {
	lines := slices.DeleteFunc(slices.Clone(a.Lines), func(l ActualsLine) bool {
		return ledger.Line{NetDebit: l.NetDebit}.IsZero()
	})
	slices.SortFunc(lines, func(a, b ActualsLine) int {
		return cmp.Or(
			cmp.Compare(a.Source.Entity, b.Source.Entity),
			compareStatements(a.Statement, b.Statement),
			cmp.Compare(a.Account.Code, b.Account.Code),
			cmp.Compare(a.Account.ID, b.Account.ID))
	})
	return lines
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

// period is a month with its texts, which every line needs again.
type period struct {
	ledger.Month
	name, start, end string
}

func (a Actuals) periods() []period {
	periods := make([]period, 0, a.Range.Len())
	for _, month := range a.Range.Months() {
		periods = append(periods, period{month, month.String(), month.First().String(), month.Last().String()})
	}
	return periods
}

func (a Actuals) long() Table {
	periods := a.periods()
	return Table{Columns: longColumns, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(longColumns))
		for i := range a.Lines {
			for n := range periods {
				if a.Lines[i].Source.Missing[periods[n].Month] {
					continue
				}
				row = a.Lines[i].appendLong(row[:0], a.Basis, &periods[n], a.Lines[i].NetDebit[n])
				if !yield(row) {
					return
				}
			}
		}
	}}
}

func (l *ActualsLine) appendLong(row []string, basis ledger.Basis, p *period, netDebit ledger.Amount) []string {
	s, a, m := l.Source, &l.Account, &l.Mapping
	return append(row, s.Model, s.Entity, string(s.Provider), s.OrganisationID, s.Organisation,
		p.name, p.start, p.end,
		a.ID, a.Code, a.Name, a.Type, string(a.Class), string(l.Statement), string(l.Statement.Measure()),
		a.Class.Natural(netDebit).String(), netDebit.String(), s.Currency, string(basis),
		strconv.FormatBool(s.Partial[p.Month]),
		m.VariableType, m.Category, m.Subcategory, m.Branch)
}

func (a Actuals) wide() Table {
	months := a.Range.Months()
	header := slices.Clone(wideColumns)
	for _, month := range months {
		header = append(header, Column{a.heading(month), Figure})
	}
	return Table{Columns: header, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(header))
		for i := range a.Lines {
			row = a.Lines[i].appendWide(row[:0], a.Basis, months)
			if !yield(row) {
				return
			}
		}
	}}
}

// heading is the month, marked where it was still running for any entity.
func (a Actuals) heading(month ledger.Month) string {
	for i := range a.Lines {
		if a.Lines[i].Source.Partial[month] {
			return month.String() + " (partial)"
		}
	}
	return month.String()
}

func (l *ActualsLine) appendWide(row []string, basis ledger.Basis, months []ledger.Month) []string {
	s, a, m := l.Source, &l.Account, &l.Mapping
	row = append(row, s.Model, s.Entity, string(s.Provider), s.OrganisationID, s.Organisation,
		a.ID, a.Code, a.Name, a.Type, string(a.Class), string(l.Statement), string(l.Statement.Measure()),
		s.Currency, string(basis), m.VariableType, m.Category, m.Subcategory, m.Branch)
	for n, month := range months {
		amount := ""
		if !s.Missing[month] {
			amount = a.Class.Natural(l.NetDebit[n]).String()
		}
		row = append(row, amount)
	}
	return row
}

func (a Actuals) series() Table {
	periods := a.periods()
	return Table{Columns: seriesColumns, Rows: func(yield func([]string) bool) {
		names := a.seriesNames()
		row := make([]string, 0, len(seriesColumns))
		for i := range a.Lines {
			line := &a.Lines[i]
			for n := range periods {
				if line.Source.Missing[periods[n].Month] {
					continue
				}
				amount := line.Account.Class.Natural(line.NetDebit[n])
				row = append(row[:0], names[i], periods[n].end, amount.String())
				if !yield(row) {
					return
				}
			}
		}
	}}
}
