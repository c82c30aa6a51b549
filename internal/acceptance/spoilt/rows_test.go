package spoilt

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// rowDamages are those of rows that are missing, twice or in the wrong place.
func rowDamages() []damage {
	row := func(name string, find func(*report) []place, do func(*spoiler, *report, place) bool) damage {
		return inReport("rows", name, reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, find(r))
			return ok && do(s, r, p)
		})
	}
	remove := func(_ *spoiler, _ *report, p place) bool { p.remove(); return true }
	double := func(_ *spoiler, _ *report, p place) bool { p.double(); return true }
	return []damage{
		row("a row missing", (*report).lines, remove),
		row("a row doubled", (*report).lines, double),
		row("a row doubled, at the end of the section", (*report).lines, func(_ *spoiler, _ *report, p place) bool {
			*p.list = append(*p.list, p.copied())
			return true
		}),
		row("a row moved to another section", (*report).lines, func(s *spoiler, r *report, p place) bool {
			to, ok := pick(s, where(r.sections(), func(q place) bool { return q.node != p.above }))
			if ok {
				p.remove()
				to.rows = append(to.rows, p.node)
			}
			return ok
		}),
		row("a row moved to the top", (*report).lines, func(_ *spoiler, r *report, p place) bool {
			if p.above == nil {
				return false
			}
			p.remove()
			r.rows = append(r.rows, p.node)
			return true
		}),
		row("a row of another account added", (*report).lines, func(s *spoiler, _ *report, p place) bool {
			other, added := s.otherAccount(p.account()), p.copied()
			added.nameAll(other.ID)
			added.cells[0].value = other.Name
			*p.list = append(*p.list, added)
			return true
		}),
		row("a row split in two", (*report).lines, func(s *spoiler, _ *report, p place) bool {
			part := p.copied()
			for i := 1; i < len(p.cells); i++ {
				move(&p.cells[i], &part.cells[i], p.cells[i].amount())
				move(&part.cells[i], &p.cells[i], s.amount())
			}
			*p.list = append(*p.list, part)
			return true
		}),
		row("a total missing", (*report).totals, func(_ *spoiler, _ *report, p place) bool {
			if p.sum == nil || len(p.rows) == 0 {
				p.remove()
			}
			p.sum = nil
			return true
		}),
		row("a total doubled", func(r *report) []place {
			return where(r.totals(), func(p place) bool { return p.sum == nil || len(p.rows) == 0 })
		}, double),
		row("the rows in another order", (*report).sections, func(s *spoiler, _ *report, p place) bool {
			before := slices.Clone(p.rows)
			s.random.Shuffle(len(p.rows), func(i, j int) { p.rows[i], p.rows[j] = p.rows[j], p.rows[i] })
			return !slices.Equal(before, p.rows)
		}),
		row("a row of earnings missing", earnings, remove),
		row("a row of earnings doubled", earnings, double),
		row("a child missing below its parent", (*report).children, remove).of(ledger.QuickBooks),
		row("a child doubled below its parent", (*report).children, double).of(ledger.QuickBooks),
		row("a child moved out of its parent", (*report).children, func(_ *spoiler, r *report, p place) bool {
			parent := r.places(func(q place) bool { return q.node == p.above })[0]
			p.remove()
			*parent.list = append(*parent.list, p.node)
			return true
		}).of(ledger.QuickBooks),
		row("a row moved below a parent", (*report).parents, func(s *spoiler, r *report, parent place) bool {
			p, ok := pick(s, where(r.lines(), func(q place) bool { return q.above == parent.above }))
			if ok {
				p.remove()
				parent.rows = append(parent.rows, p.node)
			}
			return ok
		}).of(ledger.QuickBooks),
		row("a parent without its children", (*report).parents, func(_ *spoiler, _ *report, p place) bool { p.rows, p.section = nil, false; return true }).of(ledger.QuickBooks),
		row("a parent's own amount beside its heading", (*report).parents, func(s *spoiler, _ *report, p place) bool {
			for _, c := range figuresIn(p.cells) {
				c.set(c.amount().Add(s.amount()))
			}
			return true
		}).of(ledger.QuickBooks),
	}
}

// earnings lists the rows of the year's earnings on the balance sheet, which are
// no account's.
func earnings(r *report) []place {
	return r.places(func(p place) bool {
		if r.quickbooks != nil {
			return p.group == "NetIncome" && len(p.cells) > 1
		}
		return len(p.cells) > 1 && p.account() != "" && len(p.cells[1].attributes) > 1
	})
}

// idDamages are those of ids and labels of rows.
func idDamages() []damage {
	id := func(name string, do func(*spoiler, *report, place) bool) damage {
		return inReport("ids and labels", name, reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.accounts())
			return ok && do(s, r, p)
		})
	}
	return []damage{
		inReport("ids and labels", "the ids of two rows exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := pickTwo(s, r.accounts())
			if ok {
				first, second := a.account(), b.account()
				a.nameAll(second)
				b.nameAll(first)
			}
			return ok
		}),
		inReport("ids and labels", "the ids of two rows of a section exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := s.neighbours(r)
			if ok {
				first, second := a.account(), b.account()
				a.nameAll(second)
				b.nameAll(first)
			}
			return ok
		}),
		inReport("ids and labels", "the labels of two rows exchanged", reports(), func(s *spoiler, r *report) bool {
			a, b, ok := pickTwo(s, r.accounts())
			if ok {
				a.cells[0].value, b.cells[0].value = b.cells[0].value, a.cells[0].value
			}
			return ok
		}),
		id("a row with another account's id", func(s *spoiler, _ *report, p place) bool {
			p.nameAll(s.otherAccount(p.account()).ID)
			return true
		}),
		id("a row with the id of an account not shown", func(s *spoiler, r *report, p place) bool {
			shown := map[string]bool{}
			for _, q := range r.accounts() {
				shown[q.account()] = true
			}
			all := s.books.Accounts()
			for range 20 {
				if other := all[s.random.IntN(len(all))]; !shown[other.ID] {
					p.nameAll(other.ID)
					return true
				}
			}
			return false
		}),
		id("a row with an unknown id", func(s *spoiler, _ *report, p place) bool { p.nameAll(s.nobody()); return true }),
		id("a row without an id", func(_ *spoiler, _ *report, p place) bool { p.nameAll(""); return true }),
		id("a row relabelled as another account", func(s *spoiler, _ *report, p place) bool {
			p.cells[0].value = s.otherAccount(p.account()).Name
			return true
		}),
		id("a row relabelled as no account", func(_ *spoiler, _ *report, p place) bool { p.cells[0].value = "Somebody else's"; return true }),
		id("a row with another account's id and label", func(s *spoiler, _ *report, p place) bool {
			other := s.otherAccount(p.account())
			p.nameAll(other.ID)
			p.cells[0].value = other.Name
			return true
		}),
		id("a row with another account's id beside its label only", func(s *spoiler, _ *report, p place) bool {
			p.cells[0].name(s.otherAccount(p.account()).ID)
			return true
		}).of(ledger.Xero),
		id("a row with another account's id beside a figure", func(s *spoiler, _ *report, p place) bool {
			p.cells[len(p.cells)-1].name(s.otherAccount(p.account()).ID)
			return true
		}).of(ledger.Xero),
	}
}
