package spoilt

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// columnDamages are those of whole columns of a report.
func columnDamages() []damage {
	column := func(name string, do func(s *spoiler, rows [][]*cell, at int)) damage {
		return inReport("columns", name, reports(), func(s *spoiler, r *report) bool {
			rows := r.allFigures()
			if len(rows) == 0 {
				return false
			}
			do(s, rows, s.random.IntN(len(rows[0])))
			return true
		})
	}
	each := func(change func(*cell)) func(*spoiler, [][]*cell, int) {
		return func(_ *spoiler, rows [][]*cell, at int) {
			for _, row := range rows {
				if at < len(row) && row[at].value != "" {
					change(row[at])
				}
			}
		}
	}
	return []damage{
		column("a column times ten", each(func(c *cell) { c.set(times(c.amount(), 10)) })),
		column("a column with the other sign", each(func(c *cell) { c.set(c.amount().Neg()) })),
		column("a column of zeros", each(func(c *cell) { c.set(ledger.Amount{}) })),
		column("a column without figures", each(func(c *cell) { c.value = "" })),
		column("a column with the figures of the one beside it", func(_ *spoiler, rows [][]*cell, at int) {
			for _, row := range rows {
				if at > 0 && at < len(row) {
					row[at].value = row[at-1].value
				}
			}
		}),
		inReport("columns", "the figures of two columns exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.twoColumns(r)
			for _, row := range r.allFigures() {
				if ok && max(a, b) < len(row) {
					row[a].value, row[b].value = row[b].value, row[a].value
				}
			}
			return ok
		}),
		inReport("columns", "the headings of two columns exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.twoColumns(r)
			if ok {
				exchangeHeadings(r, a, b)
			}
			return ok
		}),
		inReport("columns", "a column missing", reports(), func(s *spoiler, r *report) bool {
			at, ok := s.oneColumn(r)
			if ok {
				editColumns(r, func(list []cell) []cell { return slices.Delete(list, at+1, at+2) },
					func(list []wireColumn) []wireColumn { return slices.Delete(list, at+1, at+2) })
			}
			return ok
		}),
		inReport("columns", "a column doubled", reports(), func(s *spoiler, r *report) bool {
			at, ok := s.oneColumn(r)
			if ok {
				editColumns(r, func(list []cell) []cell { return slices.Insert(list, at+1, list[at+1]) },
					func(list []wireColumn) []wireColumn { return slices.Insert(list, at+1, list[at+1]) })
			}
			return ok
		}),
		inReport("columns", "a heading missing over its column", reports(), func(s *spoiler, r *report) bool {
			at, ok := s.oneColumn(r)
			if ok && r.quickbooks != nil {
				r.quickbooks.Columns.Column = slices.Delete(r.quickbooks.Columns.Column, at+1, at+2)
			} else if ok {
				n := r.rows[0]
				n.cells = slices.Delete(slices.Clone(n.cells), at+1, at+2)
			}
			return ok
		}),
		inReport("columns", "a heading of another month", statements(), func(s *spoiler, r *report) bool {
			at, ok := s.oneColumn(r)
			return ok && shiftHeading(r, at)
		}),
		inReport("columns", "all headings of another month", statements(), func(s *spoiler, r *report) bool {
			shifted := false
			for at := range r.columns() {
				shifted = shiftHeading(r, at) || shifted
			}
			return shifted
		}),
	}
}

// columns returns the number of columns of figures.
func (r *report) columns() int {
	if r.quickbooks != nil {
		return len(r.quickbooks.Columns.Column) - 1
	}
	if len(r.rows) == 0 || !r.rows[0].isColumnHeader() {
		return 0
	}
	return len(r.rows[0].cells) - 1
}

func (s *spoiler) oneColumn(r *report) (int, bool) {
	if r.columns() < 1 {
		return 0, false
	}
	return s.random.IntN(r.columns()), true
}

func (s *spoiler) twoColumns(r *report) (a, b int, ok bool) {
	var all []int
	for i := range r.columns() {
		all = append(all, i)
	}
	return pickTwo(s, all)
}

func exchangeHeadings(r *report, a, b int) {
	if r.quickbooks != nil {
		list := r.quickbooks.Columns.Column
		list[a+1], list[b+1] = list[b+1], list[a+1]
		return
	}
	cells := r.rows[0].cells
	cells[a+1].value, cells[b+1].value = cells[b+1].value, cells[a+1].value
}

// editColumns changes the cells of every row and the headings alike.
func editColumns(r *report, cells func([]cell) []cell, headings func([]wireColumn) []wireColumn) {
	width := r.columns() + 1
	r.places(func(p place) bool {
		if len(p.cells) == width {
			p.cells = cells(slices.Clone(p.cells))
		}
		if len(p.sum) == width {
			p.sum = cells(slices.Clone(p.sum))
		}
		return false
	})
	if r.quickbooks != nil {
		r.quickbooks.Columns.Column = headings(r.quickbooks.Columns.Column)
	}
}

// shiftHeading moves the dates of a heading by a year: the month stays, so that a
// reader of names alone would not see it.
func shiftHeading(r *report, at int) bool {
	if r.quickbooks == nil {
		c := &r.rows[0].cells[at+1]
		before := c.value
		c.value = otherYear(c.value)
		return c.value != before
	}
	column := &r.quickbooks.Columns.Column[at+1]
	shifted := false
	column.ColTitle = otherYear(column.ColTitle)
	for i, meta := range column.MetaData {
		column.MetaData[i].Value = otherYear(meta.Value)
		shifted = shifted || column.MetaData[i].Value != meta.Value
	}
	return shifted
}
