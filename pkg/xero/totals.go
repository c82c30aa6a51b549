package xero

import (
	"iter"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const checkTotals = "totals equal the lines above them"

// sums is what has been added up on the way down a statement.
type sums struct {
	printed [][]ledger.Amount // per section and month, as printed
	sides   []side
	last    int // the latest section with a data row; -1 before any
}

func (t *table) newSums(sides []side) *sums {
	s := &sums{printed: make([][]ledger.Amount, len(t.sections)), sides: sides, last: -1}
	for i := range s.printed {
		s.printed[i] = make([]ledger.Amount, t.months.Len())
	}
	return s
}

func (s *sums) add(line row) {
	s.last = max(s.last, line.section)
	for m, amount := range line.amounts {
		s.printed[line.section][m] = s.printed[line.section][m].Add(amount)
	}
}

// proveTotals compares every total with the lines above it. The first that does
// not hold is a *ledger.MismatchError.
func (t *table) proveTotals(sides []side) ([]ledger.Check, error) {
	checks := t.newChecks(checkTotals)
	sums := t.newSums(sides)
	for _, line := range t.rows {
		if !line.isTotal() {
			sums.add(line)
			continue
		}
		ours := t.totalOf(line, sums)
		for m, printed := range line.amounts {
			if !checks.Agree(checkTotals, ours[m], printed) {
				return nil, t.mismatch("a total equals the lines above it", line.label, m, ours[m], printed)
			}
		}
	}
	return checks.Held(), nil
}

// newChecks returns checks that hold one of that name, even if it never comes to
// compare anything.
func (t *table) newChecks(name string) *ledger.Checks {
	checks := &ledger.Checks{Statement: t.statement}
	checks.Add(ledger.Check{Name: name, Statement: t.statement})
	return checks
}

// totalOf is what a total row ought to say: of the sums it may stand for the one
// that agrees with it in the most months.
func (t *table) totalOf(total row, sums *sums) []ledger.Amount {
	best, most := make([]ledger.Amount, t.months.Len()), -1
	for net, printedAs := range t.runs(total, sums) {
		for _, side := range printedAs {
			said, hits := make([]ledger.Amount, len(net)), 0
			for m, printed := range total.amounts {
				if said[m] = side.of(net[m]); said[m].Within(printed, ledger.Tolerance()) {
					hits++
				}
			}
			if hits >= most {
				best, most = said, hits
			}
		}
	}
	return best
}

// runs are the sums a total row may stand for, as net debits, and the sides they
// may be printed on. A total in a section with lines is that section's own. Any
// other is one of a run of sections up to it; how far back the run reaches is
// not printed, and it may hold no line at all ("Total Cost of Sales" of a firm
// that sells its time). A run on one side is printed on that side ("Total
// Income"), any run as net assets or as profit ("Gross Profit").
func (t *table) runs(total row, sums *sums) iter.Seq2[[]ledger.Amount, []side] {
	return func(yield func([]ledger.Amount, []side) bool) {
		net := make([]ledger.Amount, t.months.Len())
		own := total.section >= 0 && t.sections[total.section].rows > 0
		printedAs := []side{t.resultSide()}
		if !own && !yield(net, printedAs) {
			return
		}
		for start := sums.last; start >= 0; start-- {
			if t.sections[start].rows == 0 {
				continue
			}
			here := sums.sides[start]
			for m, printed := range sums.printed[start] {
				net[m] = net[m].Add(here.of(printed))
			}
			switch {
			case own && start == total.section:
				yield(net, []side{here})
				return
			case own:
				continue
			case start == sums.last:
				printedAs = append(printedAs, here)
			case here != sums.sides[sums.last]:
				printedAs = printedAs[:1]
			}
			if !yield(net, printedAs) {
				return
			}
		}
	}
}
