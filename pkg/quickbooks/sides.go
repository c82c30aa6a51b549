package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

const checkGroups = "every section is on a known side of the statement"

// maxUnknown bounds the sections of an unknown group whose side arithmetic is
// asked for: 2^n ways are tried.
const maxUnknown = 8

// resolve says for every row which group it follows. Groups are known by name;
// a section of another name follows the one around it. One that holds known
// groups is a mere wrapper ("Ordinary Income/Expenses"). What is left is placed
// on the one side with which the report's own totals come out.
func (f *folder) resolve(rows *row) error {
	f.place(rows, f.whole)
	if len(f.unknown) == 0 {
		return nil
	}
	fits := -1
	for way := range 1 << min(len(f.unknown), maxUnknown) {
		if !f.comesOut(rows, way) {
			continue
		}
		if fits >= 0 {
			return f.sideUnknown()
		}
		fits = way
	}
	if fits < 0 || len(f.unknown) > maxUnknown {
		return f.sideUnknown()
	}
	f.settle(fits)
	return nil
}

// place gives rows their groups by name, and notes totals and unknown sections.
func (f *folder) place(rows *row, above *group) {
	for r := rows; r != nil; r = r.next {
		r.under = above
		if known := f.groups[r.group]; known != nil {
			r.under = known
		}
		switch {
		case f.isTotal(r):
			f.own[r.group] = r.total()
		case r.under == nil && !f.knows(r.first) && allZero(f.shown(r)) && isBlank(r.first):
			f.place(r.first, f.either[0])
			r.under = f.either[0]
		case r.under == nil && !f.knows(r.first):
			f.unknown = append(f.unknown, r)
		default:
			f.place(r.first, r.under)
		}
	}
}

// knows is true where a row, a sibling or one below is of a known group.
func (f *folder) knows(rows *row) bool {
	for r := rows; r != nil; r = r.next {
		if f.groups[r.group] != nil || f.knows(r.first) {
			return true
		}
	}
	return false
}

// settle places the unknown sections: bit i of way says that the i-th one is a
// debit.
func (f *folder) settle(way int) {
	for i, r := range f.unknown {
		r.under = f.either[way>>i&1]
		f.place(r.first, r.under)
	}
}

// comesOut is true where the report's totals come out with the unknown sections
// placed that way.
func (f *folder) comesOut(rows *row, way int) bool {
	f.settle(way)
	defer func() {
		for _, r := range f.unknown {
			r.under = nil
		}
	}()
	balance := f.zeros()
	for r := rows; r != nil; r = r.next {
		if !f.isTotal(r) {
			f.add(balance, r, true)
		}
	}
	target := f.zeros()
	if f.result != "" {
		own, ok := f.own[f.result]
		if !ok {
			return false
		}
		copy(target, own)
	}
	for i := range balance {
		if !balance[i].Within(target[i], ledger.Tolerance()) {
			return false
		}
	}
	return true
}

func (f *folder) sideUnknown() error {
	r := f.unknown[0]
	return &ledger.MismatchError{
		Check: checkGroups, Account: r.label,
		Ours: "a side with which the totals come out", Ledgers: "a section of an unknown kind",
	}
}

// shown is what a row adds to the row above, in the row's own sign.
func (f *folder) shown(r *row) []ledger.Amount {
	if !r.section || r.summed {
		return r.total()
	}
	sum := f.zeros()
	if r.id != "" {
		copy(sum, r.cells)
	}
	for child := range r.children {
		if !f.isTotal(child) {
			f.add(sum, child, f.isCredit(r))
		}
	}
	return sum
}

// add adds what a row shows to a sum that counts credits, or debits, as positive.
func (f *folder) add(sum []ledger.Amount, r *row, credit bool) {
	same := f.isCredit(r) == credit
	for i, amount := range f.shown(r) {
		if !same {
			amount = amount.Neg()
		}
		sum[i] = sum[i].Add(amount)
	}
}

// isCredit is true where the row shows credits as positive.
func (f *folder) isCredit(r *row) bool {
	if r.under == nil {
		return f.credit
	}
	return r.under.credit
}

// isTotal is true for rows that only sum up others: by their group, or because
// they are a sum with nothing to sum up and of no group that holds accounts.
func (f *folder) isTotal(r *row) bool {
	if r.id != "" || r.first != nil || f.isEarnings(r) {
		return false
	}
	return f.totals[r.group] || (r.isTotal() && f.groups[r.group] == nil)
}

func (f *folder) isEarnings(r *row) bool {
	return f.earnings != "" && r.group == f.earnings && r.first == nil
}
