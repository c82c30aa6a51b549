package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

const checkGroups = "every section is on a known side of the statement"

// maxUndecided bounds the sections whose side the totals are asked for: 2^n ways
// are tried.
const maxUndecided = 8

// assignGroups gives every row its group. Groups are known by their names; a
// section of another name is of the group around it, and one that holds known
// groups only wraps them ("Ordinary Income/Expenses"). For what is left, there
// must be exactly one choice of sides with which the report's totals come out.
func (b *statementBuilder) assignGroups(rows *row) error {
	b.assignByName(rows, b.layout.whole)
	if len(b.undecided) == 0 {
		return nil
	}
	if len(b.undecided) > maxUndecided {
		return b.ambiguous()
	}
	found := -1
	for sides := range 1 << len(b.undecided) {
		if !b.balances(rows, sides) {
			continue
		}
		if found >= 0 {
			return b.ambiguous()
		}
		found = sides
	}
	if found < 0 {
		return b.ambiguous()
	}
	b.assignUndecided(found)
	return nil
}

// assignByName gives rows their groups by name, and collects printed totals and
// undecided sections.
func (b *statementBuilder) assignByName(rows *row, outer group) {
	for r := range rows.siblings {
		r.group = outer
		if known := b.layout.groups[r.groupName]; known != noGroup {
			r.group = known
		}
		switch {
		case b.isTotal(r):
			b.printedTotals[r.groupName] = r.total()
		case r.group != noGroup || b.holdsKnownGroup(r.first):
			b.assignByName(r.first, r.group)
		case allZero(b.figures(r)) && isBlank(r.first): // either side will do
			r.group = b.layout.candidateGroups[0]
			b.assignByName(r.first, r.group)
		default:
			b.undecided = append(b.undecided, r)
		}
	}
}

// holdsKnownGroup reports whether one of the rows, or of those below, is of a
// known group.
func (b *statementBuilder) holdsKnownGroup(rows *row) bool {
	for r := range rows.siblings {
		if b.layout.groups[r.groupName] != noGroup || b.holdsKnownGroup(r.first) {
			return true
		}
	}
	return false
}

// assignUndecided gives the undecided sections their groups: bit i of sides is
// set where the i-th one is a debit.
func (b *statementBuilder) assignUndecided(sides int) {
	for i, r := range b.undecided {
		r.group = b.layout.candidateGroups[sides>>i&1]
		b.assignByName(r.first, r.group)
	}
}

// balances reports whether the report's totals come out with the undecided
// sections on those sides.
func (b *statementBuilder) balances(rows *row, sides int) bool {
	b.assignUndecided(sides)
	defer func() {
		for _, r := range b.undecided {
			r.group = noGroup
		}
	}()
	result := b.columns.zeros()
	for r := range rows.siblings {
		if !b.isTotal(r) {
			b.accumulate(result, r, true)
		}
	}
	printed := b.columns.zeros()
	if b.layout.result != "" {
		total, ok := b.printedTotals[b.layout.result]
		if !ok {
			return false
		}
		copy(printed, total)
	}
	for i := range result {
		if !result[i].Within(printed[i], ledger.Tolerance()) {
			return false
		}
	}
	return true
}

func (b *statementBuilder) ambiguous() error {
	return b.undecided[0].mismatch(checkGroups, "", "a side with which the totals come out", "a section of an unknown kind")
}

// figures returns what a row adds to the row above, in the row's own sign.
func (b *statementBuilder) figures(r *row) []ledger.Amount {
	if !r.section || r.summed {
		return r.total()
	}
	sum := b.columns.zeros()
	if r.id != "" {
		copy(sum, r.cells)
	}
	for child := range r.first.siblings {
		if !b.isTotal(child) {
			b.accumulate(sum, child, b.isCredit(r))
		}
	}
	return sum
}

// accumulate adds the figures of a row to a sum in which credits are positive,
// or debits.
func (b *statementBuilder) accumulate(sum []ledger.Amount, r *row, credit bool) {
	sameSide := b.isCredit(r) == credit
	for i, amount := range b.figures(r) {
		if !sameSide {
			amount = amount.Neg()
		}
		sum[i] = sum[i].Add(amount)
	}
}

// isCredit reports whether the row shows credits as positive.
func (b *statementBuilder) isCredit(r *row) bool {
	if r.group == noGroup {
		return b.layout.credit
	}
	return r.group.isCredit()
}

// isTotal reports whether a row only sums up others, such as Gross Profit: by
// the name of its group, or because it is a sum with nothing below it and of no
// group that holds accounts.
func (b *statementBuilder) isTotal(r *row) bool {
	if r.id != "" || r.first != nil || b.isEarnings(r) {
		return false
	}
	bareSum := r.summed && allZero(r.cells)
	return b.layout.totals[r.groupName] || (bareSum && b.layout.groups[r.groupName] == noGroup)
}

// isEarnings reports whether a row is the line of the year's earnings.
func (b *statementBuilder) isEarnings(r *row) bool {
	return b.layout.earnings != "" && r.groupName == b.layout.earnings && r.first == nil
}
