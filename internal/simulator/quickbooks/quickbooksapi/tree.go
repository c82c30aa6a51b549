package quickbooksapi

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// node is an account of a section with its sub-accounts.
type node struct {
	account  books.Account
	own      figures
	children []node
}

func (n node) total() figures {
	all := []figures{n.own}
	for _, child := range n.children {
		all = append(all, child.total())
	}
	return add(all...)
}

// side is the sign figures of a section are printed with.
type side bool

const (
	debit  side = false
	credit side = true
)

// tree is the accounts of the given types that have anything to show, each under
// its parent. An account without a parent of these types stands by itself.
func (s *sheet) tree(types []string, sign side) []node {
	var roots []node
	for _, a := range s.chart.accounts {
		parent, has := s.chart.byID[a.ParentID]
		if slices.Contains(types, a.Type) && (!has || !slices.Contains(types, parent.Type)) {
			if n := s.node(a, types, sign); n.shown() {
				roots = append(roots, n)
			}
		}
	}
	return roots
}

func (s *sheet) node(a books.Account, types []string, sign side) node {
	n := node{account: a, own: s.own(a, sign)}
	for _, child := range s.chart.children[a.ID] {
		if !slices.Contains(types, child.Type) {
			continue
		}
		if c := s.node(child, types, sign); c.shown() {
			n.children = append(n.children, c)
		}
	}
	return n
}

func (n node) shown() bool { return len(n.children) > 0 || !n.own.empty() }

// own is what an account itself shows: the movement of each period on the profit
// and loss, the balance at its end on the balance sheet.
func (s *sheet) own(a books.Account, sign side) figures {
	row := make(figures, len(s.columns))
	if s.filtered {
		return row // no journal of the simulated companies names a customer, class or the like
	}
	for i, c := range s.columns {
		var amount ledger.Amount
		if a.OnProfitAndLoss() {
			amount = s.books.Movement(s.basis, a.ID, c.from, c.to)
		} else {
			amount = s.books.Balance(s.basis, a.ID, c.to)
		}
		if sign == credit {
			amount = amount.Neg()
		}
		row[i] = figureOf(amount)
	}
	return row
}

// rows writes nodes: a parent with something below it as a section, all others
// as data.
func (s *sheet) rows(nodes []node) []row {
	var out []row
	for _, n := range nodes {
		label, id := label(s.company, n.account, n.account.Name), n.account.ID
		if s.hidesID(n.account) {
			id = ""
		}
		if len(n.children) == 0 {
			out = append(out, row{ColData: s.cells(label, id, n.own), Type: "Data"})
			continue
		}
		total := s.cells(s.style.totalOf(label), "", n.total())
		if s.style.Legacy {
			total[0].ID = id // observed in the older shape
		}
		out = append(out, row{
			Header: &colData{s.parentHeader(label, id, n.own)}, Rows: &rows{s.rows(n.children)},
			Summary: &colData{total}, Type: "Section",
		})
	}
	return out
}

// hidesID reports whether the account is the computed retained earnings, in the
// style that gives them no id.
func (s *sheet) hidesID(a books.Account) bool {
	return s.style.NoRetainedEarningsID && a.Role == books.RetainedEarnings
}

// parentHeader is the header of a parent account. In the older shape it held the
// parent's own amount, since 2026 it holds nothing or zeros: then the parent's
// own amount is the summary less the sub-accounts.
func (s *sheet) parentHeader(label, id string, own figures) []cell {
	switch {
	case s.style.Legacy && !own.empty():
		return s.cells(label, id, own)
	case s.style.HeaderZeros:
		cells := s.blanks(label, id)
		for i := range cells[1:] {
			cells[i+1].Value = "0.00"
		}
		return cells
	}
	return s.blanks(label, id)
}

// section is a section of accounts with its total.
func (s *sheet) section(group, title string, nodes []node) (row, figures) {
	total := make(figures, len(s.columns))
	for _, n := range nodes {
		total = add(total, n.total())
	}
	out := s.frame(group, title, s.rows(nodes), total)
	return out, total
}

// frame is a section of rows.
func (s *sheet) frame(group, title string, inner []row, total figures) row {
	out := row{
		Header:  &colData{s.blanks(title, "")},
		Summary: &colData{s.cells(s.style.totalOf(title), "", total)},
		Type:    "Section", Group: group,
	}
	if len(inner) > 0 {
		out.Rows = &rows{inner}
	}
	return out
}

// result is a row that has a summary alone.
func (s *sheet) result(group, label string, total figures) row {
	return row{Summary: &colData{s.cells(label, "", total)}, Type: "Section", Group: group}
}
