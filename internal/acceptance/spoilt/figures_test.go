package spoilt

import (
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// figureDamages are those of figures in a report that is otherwise as it was.
func figureDamages() []damage {
	figure := func(name string, do func(*spoiler, *cell)) damage {
		return inReport("figures", name, reports(), func(s *spoiler, r *report) bool {
			cells := where(s.lineFigures(r), func(c *cell) bool { return !c.amount().IsZero() })
			c, ok := pick(s, cells)
			if ok {
				do(s, c)
			}
			return ok
		})
	}
	return []damage{
		figure("a figure off by an amount", func(s *spoiler, c *cell) { c.set(c.amount().Add(s.amount())) }),
		figure("a figure with the other sign", func(_ *spoiler, c *cell) { c.set(c.amount().Neg()) }),
		figure("a figure times ten", func(_ *spoiler, c *cell) { c.set(times(c.amount(), 10)) }),
		figure("a figure without its cents", func(_ *spoiler, c *cell) { c.set(withoutCents(c.amount())) }),
		figure("two digits of a figure exchanged", func(s *spoiler, c *cell) { c.value = s.exchangeDigits(c.value) }),
		figure("a figure left out", func(_ *spoiler, c *cell) { c.value = "" }),
		figure("a figure that is no number", func(_ *spoiler, c *cell) { c.value = "n/a" }),
		figure("a figure with thousands separators", func(_ *spoiler, c *cell) { c.value = "1," + c.value }),
		inReport("figures", "a total off by an amount", reports(), func(s *spoiler, r *report) bool {
			c, ok := pick(s, s.totalFigures(r))
			if ok {
				c.set(c.amount().Add(s.amount()))
			}
			return ok
		}),
		inReport("figures", "a total with the other sign", reports(), func(s *spoiler, r *report) bool {
			c, ok := pick(s, where(s.totalFigures(r), func(c *cell) bool { return !c.amount().IsZero() }))
			if ok {
				c.set(c.amount().Neg())
			}
			return ok
		}),
		inReport("figures", "two figures of a row exchanged", reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.lines())
			if !ok {
				return false
			}
			a, b, ok := pickTwo(s, figuresIn(p.cells))
			if ok {
				a.value, b.value = b.value, a.value
			}
			return ok
		}),
		inReport("figures", "the figures of two rows exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := pickTwo(s, r.lines())
			if ok {
				exchangeFigures(a.cells, b.cells)
			}
			return ok
		}),
		inReport("figures", "the figures of two rows of a section exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.neighbours(r)
			if ok {
				exchangeFigures(a.cells, b.cells)
			}
			return ok
		}),
		inReport("figures", "money moved between two rows of a section, one column", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.neighbours(r)
			if !ok {
				return false
			}
			column := 1 + s.random.IntN(len(a.cells)-1)
			move(&a.cells[column], &b.cells[column], s.amount())
			return true
		}),
		inReport("figures", "money moved between two rows of a section, all columns", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.neighbours(r)
			for column := 1; ok && column < len(a.cells); column++ {
				move(&a.cells[column], &b.cells[column], s.amount())
			}
			return ok
		}),
		inReport("figures", "money moved between two months of a row", statements(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.lines())
			if !ok {
				return false
			}
			a, b, ok := pickTwo(s, figuresIn(p.cells))
			if ok {
				move(a, b, s.amount())
			}
			return ok
		}),
	}
}

// amount draws an amount that is more than a cent.
func (s *spoiler) amount() ledger.Amount {
	units := []int64{2, 5, 10, 100, 1000_00, 2 + s.random.Int64N(100_000_00)}[s.random.IntN(6)]
	if s.chance(2) {
		units = -units
	}
	return ledger.NewAmount(units, 2)
}

func times(amount ledger.Amount, n int64) ledger.Amount {
	return ledger.NewAmount(amount.Units()*n, amount.Places())
}

func withoutCents(amount ledger.Amount) ledger.Amount {
	return ledger.NewAmount(amount.Units()/100*100, amount.Places())
}

// exchangeDigits exchanges two digits that stand side by side, other ones where
// there are any.
func (s *spoiler) exchangeDigits(text string) string {
	var at []int
	for i := 1; i < len(text); i++ {
		if isDigit(text[i-1]) && isDigit(text[i]) && text[i-1] != text[i] {
			at = append(at, i)
		}
	}
	i, ok := pick(s, at)
	if !ok {
		return text
	}
	return text[:i-1] + string(text[i]) + string(text[i-1]) + text[i+1:]
}

func isDigit(c byte) bool { return strings.IndexByte("0123456789", c) >= 0 }

func move(from, to *cell, amount ledger.Amount) {
	from.set(from.amount().Sub(amount))
	to.set(to.amount().Add(amount))
}

func exchangeFigures(a, b []cell) {
	for i := 1; i < min(len(a), len(b)); i++ {
		a[i].value, b[i].value = b[i].value, a[i].value
	}
}

// lineFigures are the figures of all lines, those of earnings and the like included.
func (s *spoiler) lineFigures(r *report) []*cell {
	var all []*cell
	for _, p := range r.places(func(p place) bool { return len(p.cells) > 1 && !p.isColumnHeader() && p.rowType != "SummaryRow" }) {
		all = append(all, figuresIn(p.cells)...)
	}
	return all
}

func (s *spoiler) totalFigures(r *report) []*cell {
	var all []*cell
	for _, p := range r.totals() {
		all = append(all, figuresIn(p.total())...)
	}
	return all
}

// neighbours returns two lines of one section.
func (s *spoiler) neighbours(r *report) (a, b place, ok bool) {
	lines := r.lines()
	a, ok = pick(s, lines)
	if !ok {
		return a, b, false
	}
	b, ok = pick(s, slices.DeleteFunc(lines, func(p place) bool { return p.above != a.above || p.node == a.node }))
	return a, b, ok
}
