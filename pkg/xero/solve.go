package xero

import (
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// proof is what one statement's own figures proved.
type proof struct {
	sides     []side // of every section
	checks    []ledger.Check
	netProfit []ledger.Amount // as printed, profit positive; profit and loss only
}

// The search for sides is bounded. Reports observed need none at all; three
// sections are what a British balance sheet has that prints creditors and
// provisions as less than nothing.
const (
	maxInversions = 3
	maxSections   = 50 // with more of them only one is turned over at a time
)

// prove finds the sides of the sections that make every total and the result of
// the statement come out, beginning with what speaks for each side. Where the
// likeliest sides do not add up, the fewest sections are turned over that do; a
// statement that adds up in two such ways, or in none, is refused with a
// *ledger.MismatchError.
func (t *table) prove(guesses []sideGuess) (*proof, error) {
	sides := make([]side, len(guesses))
	for i, guess := range guesses {
		sides[i] = guess.side
	}
	sums := t.newSums(sides)
	for _, line := range t.rows {
		if !line.isTotal() {
			sums.add(line)
		}
	}
	first, firstErr := t.proveSides(sums)
	if firstErr == nil {
		return first, t.checkEvidence(guesses, sums)
	}
	undecided := t.undecided(sums)
	for inversions := 1; inversions <= inversionsAllowed(undecided); inversions++ {
		switch found := t.provedAfter(inversions, sums, undecided); len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return nil, &ledger.MismatchError{
				Check:   t.named("the totals say which sections add and which subtract"),
				Period:  t.months.String(),
				Ours:    "one way to add the sections up",
				Ledgers: fmt.Sprintf("%d ways", len(found)),
			}
		}
	}
	return nil, firstErr
}

// proveSides is the proof that the sides of the sums hold.
func (t *table) proveSides(sums *sums) (*proof, error) {
	closing, netProfit, err := t.proveResult(sums)
	if err != nil {
		return nil, err
	}
	totals, err := t.proveTotals(sums.sides)
	if err != nil {
		return nil, err
	}
	return &proof{slices.Clone(sums.sides), append(totals, closing...), netProfit}, nil
}

// undecided lists the sections that may be turned over. The first of a balance sheet
// is not: turned over with others it would make the sheet's mirror image, which
// adds up just as well.
func (t *table) undecided(sums *sums) []int {
	decisive := sums.decisive()
	if t.statement == ledger.BalanceSheet && len(decisive) > 0 {
		return decisive[1:]
	}
	return decisive
}

// inversionsAllowed returns how many of the undecided sections may be turned over at once.
func inversionsAllowed(undecided []int) int {
	if len(undecided) > maxSections {
		return 1
	}
	return min(maxInversions, len(undecided))
}

// provedAfter lists the proofs that hold with that number of undecided
// sections turned over.
func (t *table) provedAfter(inversions int, sums *sums, undecided []int) []*proof {
	var found []*proof
	var turn func(from, left int)
	turn = func(from, left int) {
		if left == 0 {
			if proved, err := t.proveSides(sums); err == nil {
				found = append(found, proved)
			}
			return
		}
		for i := from; i <= len(undecided)-left; i++ {
			sums.sides[undecided[i]] *= -1
			turn(i+1, left-1)
			sums.sides[undecided[i]] *= -1
		}
	}
	turn(0, inversions)
	return found
}

// decisive lists the sections with a sum other than zero in some month: those
// whose side the totals can prove.
func (s *sums) decisive() []int {
	var sections []int
	for i := range s.printed {
		if slices.ContainsFunc(s.printed[i], func(sum ledger.Amount) bool { return !sum.IsZero() }) {
			sections = append(sections, i)
		}
	}
	return sections
}

// checkEvidence refuses a section whose side nothing speaks for: its lines cancel
// out in every month, and neither class nor place nor title says what it is.
func (t *table) checkEvidence(guesses []sideGuess, sums *sums) error {
	for i, guess := range guesses {
		if guess.hasEvidence || slices.Contains(sums.decisive(), i) {
			continue
		}
		for _, line := range t.rows {
			if line.section != i || line.isTotal() {
				continue
			}
			for m, amount := range line.amounts {
				if !amount.IsZero() {
					return t.mismatch("the section's side can be told", line.label, m, amount, ledger.Amount{})
				}
			}
		}
	}
	return nil
}
