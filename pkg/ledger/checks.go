package ledger

import "cmp"

// Against says what a figure was compared with.
type Against string

// What figures are compared with. A report that agrees with itself may still be
// wrong; two reports that agree are each other's proof.
const (
	SameReport   Against = "report"        // with others of the same report
	SecondReport Against = "second report" // with another report
)

// Check is a comparison that held: how many figures were compared and how far
// the two sides were apart at most.
type Check struct {
	Name              string    `json:"name"`
	Statement         Statement `json:"statement,omitempty"`
	Against           Against   `json:"against"` // empty, in what older versions stored, means SameReport
	Compared          int       `json:"compared"`
	LargestDifference Amount    `json:"largest_difference"`
}

// Proved returns how many figures were compared within the reports they stand
// in, and how many with a second report.
func Proved(checks []Check) (within, second int) {
	for _, check := range checks {
		if check.Against == SecondReport {
			second += check.Compared
		} else {
			within += check.Compared
		}
	}
	return within, second
}

// Tolerance returns how far two totals may be apart that ought to be equal,
// 0.01: ledgers round their own totals by as much as a cent.
func Tolerance() Amount { return NewAmount(1, 2) }

// MaxRounding is the most by which the two sides of a ledger may be apart that
// holds balances in foreign currencies, 0.10.
func MaxRounding() Amount { return NewAmount(10, 2) }

// Rounding returns how far the two sides of a balance sheet or a trial balance
// may be apart where that many accounts in foreign currencies have a balance:
// ledgers round each of these to the cent on its own, by up to half a cent. It
// is at least Tolerance and at most MaxRounding.
func Rounding(foreign int) Amount {
	return NewAmount(int64(min(max(foreign, 2), 20))*5, 3)
}

// Checks compares figures and counts what it compared, one Check for each name
// and statement, in the order in which they first came. The zero value is
// ready to use. It is not safe for concurrent use.
type Checks struct {
	// Statement is the statement that Compare compares figures of; empty where
	// they belong to none.
	Statement Statement
	// Against is what Compare compares figures with; empty means SameReport.
	Against Against

	held []Check
}

// Compare counts a comparison of two figures under a name. account and period
// say where the figures stand; either may be empty. Figures further apart than
// Tolerance, or out of range, are not counted: the error is a *MismatchError.
func (c *Checks) Compare(name, account, period string, ours, ledgers Amount) error {
	return c.CompareWithin(name, account, period, ours, ledgers, Tolerance())
}

// CompareWithin is Compare with another tolerance.
func (c *Checks) CompareWithin(name, account, period string, ours, ledgers, tolerance Amount) error {
	if c.AgreeWithin(name, ours, ledgers, tolerance) {
		return nil
	}
	kind := MismatchReport
	if c.Against == SecondReport {
		kind = MismatchSecond
	}
	return &MismatchError{Kind: kind, Check: name, Account: account, Period: period, Ours: ours.String(), Ledgers: ledgers.String()}
}

// Agree counts a comparison like Compare and reports whether the two figures
// agree. It is for callers who word the mismatch themselves.
func (c *Checks) Agree(name string, ours, ledgers Amount) bool {
	return c.AgreeWithin(name, ours, ledgers, Tolerance())
}

// AgreeWithin is Agree with another tolerance.
func (c *Checks) AgreeWithin(name string, ours, ledgers, tolerance Amount) bool {
	if !ours.Within(ledgers, tolerance) {
		return false
	}
	check := c.named(name, c.Statement, c.Against)
	check.Compared++
	check.widen(ours.Sub(ledgers).Abs())
	return true
}

// Add joins checks that held elsewhere with those of the same name, statement
// and what they compared with. A check that compared nothing is kept as well.
func (c *Checks) Add(checks ...Check) {
	for _, other := range checks {
		check := c.named(other.Name, other.Statement, other.Against)
		check.Compared += other.Compared
		check.widen(other.LargestDifference)
	}
}

// Held returns the checks that held. The caller must not change them.
func (c *Checks) Held() []Check { return c.held }

// named returns the check of that name and statement, a new one if need be. The
// one asked for is nearly always the latest.
func (c *Checks) named(name string, statement Statement, against Against) *Check {
	against = cmp.Or(against, SameReport)
	for i := len(c.held) - 1; i >= 0; i-- {
		if check := &c.held[i]; check.Name == name && check.Statement == statement && check.Against == against {
			return check
		}
	}
	c.held = append(c.held, Check{Name: name, Statement: statement, Against: against})
	return &c.held[len(c.held)-1]
}

// widen makes the largest difference at least as large as the one given.
func (c *Check) widen(difference Amount) {
	if c.LargestDifference.Sub(difference).Sign() < 0 {
		c.LargestDifference = difference
	}
}
