package xero

import (
	"iter"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// tally counts the comparisons of one check.
type tally struct{ ledger.Check }

// compare notes how far two figures are apart and is false where that is too far.
func (t *tally) compare(ours, printed ledger.Amount) bool {
	t.Compared++
	if apart := ours.Sub(printed).Abs(); apart.Sub(t.LargestDifference).Sign() > 0 {
		t.LargestDifference = apart
	}
	return ours.Within(printed, ledger.Tolerance())
}

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
func (t *table) proveTotals(sides []side) (ledger.Check, error) {
	done := tally{ledger.Check{Name: "totals equal the lines above them", Statement: t.statement}}
	sums := t.newSums(sides)
	for _, line := range t.rows {
		if !line.isTotal() {
			sums.add(line)
			continue
		}
		ours := t.totalOf(line, sums)
		for m, printed := range line.amounts {
			if !done.compare(ours[m], printed) {
				return ledger.Check{}, t.mismatch("a total equals the lines above it", line.label, m, ours[m], printed)
			}
		}
	}
	return done.Check, nil
}

// totalOf is what a total row ought to say: of the sums it may stand for the one
// that agrees with it in the most months.
func (t *table) totalOf(total row, sums *sums) []ledger.Amount {
	best, most := make([]ledger.Amount, t.months.Len()), -1
	for net, faces := range t.runs(total, sums) {
		for _, face := range faces {
			said, hits := make([]ledger.Amount, len(net)), 0
			for m, printed := range total.amounts {
				if said[m] = face.of(net[m]); said[m].Within(printed, ledger.Tolerance()) {
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
		faces := []side{t.face()}
		if !own && !yield(net, faces) {
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
				faces = append(faces, here)
			case here != sums.sides[sums.last]:
				faces = faces[:1]
			}
			if !yield(net, faces) {
				return
			}
		}
	}
}
