package spoilt

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// place is a row where it stands.
type place struct {
	*node
	list  *[]*node // the rows of its level
	above *node    // the section it stands in; nil at the top
}

// places lists the rows for which keep is true, in printed order.
func (r *report) places(keep func(place) bool) []place {
	var found []place
	var walk func(list *[]*node, above *node)
	walk = func(list *[]*node, above *node) {
		for _, n := range *list {
			if p := (place{n, list, above}); keep(p) {
				found = append(found, p)
			}
			walk(&n.rows, n)
		}
	}
	walk(&r.rows, nil)
	return found
}

// lines lists the rows of accounts that have figures of their own.
func (r *report) lines() []place {
	return r.places(func(p place) bool { return p.account() != "" && !p.header })
}

// accounts lists all rows of accounts, also those that head sub-accounts.
func (r *report) accounts() []place {
	return r.places(func(p place) bool { return p.account() != "" })
}

// parents lists the accounts that head sub-accounts. Only QuickBooks has any.
func (r *report) parents() []place {
	return r.places(func(p place) bool { return p.header && p.account() != "" && len(p.rows) > 0 })
}

// children lists the rows below a parent account.
func (r *report) children() []place {
	return r.places(func(p place) bool { return p.above != nil && p.above.header && p.above.account() != "" })
}

// sections lists the sections with rows that are no account's.
func (r *report) sections() []place {
	return r.places(func(p place) bool { return p.section && len(p.rows) > 0 && p.account() == "" })
}

// totals lists the rows with a total, which are the sections of QuickBooks.
func (r *report) totals() []place {
	return r.places(func(p place) bool { return p.total() != nil })
}

// total returns the cells of a total: its label and its figures.
func (n *node) total() []cell {
	switch {
	case n.sum != nil:
		return n.sum
	case n.rowType == "SummaryRow", n.rowType == "Row" && n.account() == "":
		return n.cells
	}
	return nil
}

func (n *node) isColumnHeader() bool { return n.rowType == "Header" }

// account returns the id of the row's account; empty where it is no account's.
func (n *node) account() string {
	if len(n.cells) == 0 {
		return ""
	}
	return n.cells[0].account()
}

func (c cell) account() string {
	for _, attribute := range c.attributes {
		if attribute.ID == "account" {
			return attribute.Value
		}
	}
	return c.id
}

// name makes a cell be about an account; an empty id about none.
func (c *cell) name(id string) {
	c.id = ""
	attributes := slices.Clone(c.attributes)
	at := slices.IndexFunc(attributes, func(a xeroapi.Attribute) bool { return a.ID == "account" })
	switch {
	case at < 0:
		c.id = id // QuickBooks
	case id == "":
		c.attributes = slices.Delete(attributes, at, at+1)
	default:
		attributes[at].Value = id
		c.attributes = attributes
	}
}

// nameAll makes all cells of the row that are about an account be about another.
func (n *node) nameAll(id string) {
	for i := range n.cells {
		if n.cells[i].account() != "" {
			n.cells[i].name(id)
		}
	}
}

// copied returns a copy of the row and all below it.
func (n *node) copied() *node {
	c := *n
	c.cells, c.sum, c.rows = slices.Clone(n.cells), slices.Clone(n.sum), nil
	for _, below := range n.rows {
		c.rows = append(c.rows, below.copied())
	}
	return &c
}

// at returns where in its level the row stands.
func (p place) at() int { return slices.Index(*p.list, p.node) }

func (p place) remove() { *p.list = slices.Delete(*p.list, p.at(), p.at()+1) }

func (p place) double() { *p.list = slices.Insert(*p.list, p.at(), p.copied()) }

// figures returns the cells with figures of a line or total, without its label.
func figuresIn(cells []cell) []*cell {
	var list []*cell
	for i := range cells {
		if i > 0 {
			list = append(list, &cells[i])
		}
	}
	return list
}

// allFigures lists the rows of figures of a report: lines and totals, each a list
// of cells, one per column.
func (r *report) allFigures() [][]*cell {
	var all [][]*cell
	r.places(func(p place) bool {
		if len(p.cells) > 1 && !p.isColumnHeader() {
			all = append(all, figuresIn(p.cells))
		}
		if len(p.sum) > 1 {
			all = append(all, figuresIn(p.sum))
		}
		return false
	})
	return all
}

// amount returns the figure of a cell; what is not there is zero.
func (c *cell) amount() ledger.Amount {
	if c.value == "" {
		return ledger.Amount{}
	}
	return ledger.MustAmount(c.value)
}

func (c *cell) set(amount ledger.Amount) { c.value = amount.String() }
