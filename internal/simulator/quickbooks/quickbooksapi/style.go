package quickbooksapi

import (
	"cmp"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// Style is how the reports of a simulated QuickBooks look. The zero Style is
// what Intuit serves since 31 August 2026.
type Style struct {
	// Legacy is the shape before that day: a parent's own amount in its header,
	// titles in capitals, 0.00 where nothing happened.
	Legacy bool
	// HeaderZeros prints 0.00 instead of nothing in the section headers of
	// parents, as was reported in September 2026 (intuit/quickbooks-online-mcp-server).
	HeaderZeros bool
	// NoRetainedEarningsID leaves the id off the computed retained earnings row,
	// as it has been seen outside the United States.
	NoRetainedEarningsID bool
	// ClampToToday ends reports on the current day where a later one is asked for.
	ClampToToday bool
	// MaxCells is where a report is cut off; 0: 400,000.
	MaxCells int
	// TimeoutPeriods: reports of more period columns than this time out with
	// 504; 0: never.
	TimeoutPeriods int
}

func (s Style) maxCells() int { return cmp.Or(s.MaxCells, 400_000) }

// totalTitle is the title of the Total column.
func (s Style) totalTitle() string {
	if s.Legacy {
		return "TOTAL"
	}
	return "Total"
}

// totalOf is the label of a section's summary. The newer one is a guess from the
// product's own screens.
func (s Style) totalOf(label string) string {
	if s.Legacy {
		return "Total " + label
	}
	return "Total for " + label
}

// text is a figure as printed. What is not there is nothing since 2026, and was
// 0.00 before; a report without any data prints nothing in either shape.
func (s Style) text(f figure, noData bool) string {
	if f.present || s.Legacy && !noData {
		return f.amount.String()
	}
	return ""
}

// label is an account's label in a report: its number, where the company shows
// numbers, its name, and a mark where it is inactive.
func label(company books.Company, account books.Account, name string) string {
	if company.Numbered && account.Code != "" {
		name = account.Code + " " + name
	}
	return name + deleted(account)
}
