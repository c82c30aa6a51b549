package ledger

// Check is a comparison that held: how many figures were compared and how far
// the two sides were apart at most.
type Check struct {
	Name              string    `json:"name"`
	Statement         Statement `json:"statement,omitempty"`
	Compared          int       `json:"compared"`
	LargestDifference Amount    `json:"largest_difference"`
}

// Tolerance returns how far two totals may be apart that ought to be equal,
// 0.01: ledgers round their own totals by as much as a cent.
func Tolerance() Amount { return NewAmount(1, 2) }

// Checks compares figures and counts what it compared, one Check for each name
// and statement, in the order in which they first came. The zero value is
// ready to use. It is not safe for concurrent use.
type Checks struct {
	// Statement is the statement that Compare compares figures of; empty where
	// they belong to none.
	Statement Statement

	held []Check
}

// Compare counts a comparison of two figures under a name. account and period
// say where the figures stand; either may be empty. Figures further apart than
// Tolerance, or out of range, are not counted: the error is a *MismatchError.
func (c *Checks) Compare(name, account, period string, ours, ledgers Amount) error {
	if c.Agree(name, ours, ledgers) {
		return nil
	}
	return &MismatchError{Check: name, Account: account, Period: period, Ours: ours.String(), Ledgers: ledgers.String()}
}

// Agree counts a comparison like Compare and reports whether the two figures
// agree. It is for callers who word the mismatch themselves.
func (c *Checks) Agree(name string, ours, ledgers Amount) bool {
	if !ours.Within(ledgers, Tolerance()) {
		return false
	}
	check := c.named(name, c.Statement)
	check.Compared++
	check.widen(ours.Sub(ledgers).Abs())
	return true
}

// Add joins checks that held elsewhere with those of the same name and
// statement. A check that compared nothing is kept as well.
func (c *Checks) Add(checks ...Check) {
	for _, other := range checks {
		check := c.named(other.Name, other.Statement)
		check.Compared += other.Compared
		check.widen(other.LargestDifference)
	}
}

// Held returns the checks that held. The caller must not change them.
func (c *Checks) Held() []Check { return c.held }

// named returns the check of that name and statement, a new one if need be. The
// one asked for is nearly always the latest.
func (c *Checks) named(name string, statement Statement) *Check {
	for i := len(c.held) - 1; i >= 0; i-- {
		if check := &c.held[i]; check.Name == name && check.Statement == statement {
			return check
		}
	}
	c.held = append(c.held, Check{Name: name, Statement: statement})
	return &c.held[len(c.held)-1]
}

// widen makes the largest difference at least as large as the one given.
func (c *Check) widen(difference Amount) {
	if c.LargestDifference.Sub(difference).Sign() < 0 {
		c.LargestDifference = difference
	}
}
