package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// side says what the amounts of a section are: net debits or net credits.
type side int8

const (
	credit  side = -1
	unknown side = 0
	debit   side = 1
)

// of is the net debit of an amount printed on the side.
func (s side) of(printed ledger.Amount) ledger.Amount {
	if s == credit {
		return printed.Neg()
	}
	return printed
}

// sideGuess is a section's side before the totals have proved it.
type sideGuess struct {
	side        side
	hasEvidence bool // by an account's class, the section's place or its title
}

// guessSides gathers what speaks for the side of each section: its place before
// or after a balance sheet's "Total Assets", else the classes of most of its
// accounts, else its title, else the section before it. The totals decide.
func (t *table) guessSides(chart accountsByID) []sideGuess {
	guesses := make([]sideGuess, len(t.sections))
	split := t.totalAssets()
	last := t.resultSide()
	for i, section := range t.sections {
		var found side
		switch {
		case split >= 0 && t.firstRow(i) < split:
			found = debit
		case split >= 0:
			found = credit
		default:
			if found = t.vote(i, chart); found == unknown {
				found = t.titled(section.title)
			}
		}
		guesses[i] = sideGuess{found, found != unknown}
		if found == unknown {
			guesses[i].side = last
		}
		last = guesses[i].side
	}
	return guesses
}

// resultSide returns the side that a statement begins with and prints its results on: net
// assets as a debit, profit as a credit.
func (t *table) resultSide() side {
	if t.statement == ledger.BalanceSheet {
		return debit
	}
	return credit
}

// totalAssets is the index of the "Total Assets" row, -1 without one.
func (t *table) totalAssets() int {
	if t.statement == ledger.BalanceSheet {
		for i, line := range t.rows {
			if line.isTotal() && strings.EqualFold(strings.TrimSpace(line.label), "Total Assets") {
				return i
			}
		}
	}
	return -1
}

// firstRow is the index of the first data row of a section, or past the end.
func (t *table) firstRow(section int) int {
	for i, line := range t.rows {
		if line.section == section && !line.isTotal() {
			return i
		}
	}
	return len(t.rows)
}

// vote is the side most of a section's accounts belong on by their class. The
// merged currency line may stand on either side, and a credit card is an asset
// that stands among the liabilities: neither has a vote.
func (t *table) vote(section int, chart accountsByID) side {
	balance := 0
	for _, line := range t.rows {
		if line.section != section || line.isTotal() {
			continue
		}
		id, class := chart.identify(line.account)
		switch {
		case class == "" || id == ledger.FXGainsLosses || strings.EqualFold(chart[line.account].Subtype, "CREDITCARD"):
		case class.CreditPositive():
			balance--
		default:
			balance++
		}
	}
	return side(max(-1, min(1, balance)))
}

// sideWords are what titles of either side say, in the order to try them: "Less
// Cost of Sales" names sales too, "Current Liabilities and Bank Loans" the bank.
var sideWords = map[ledger.Statement][]struct {
	side  side
	words []string
}{
	ledger.ProfitAndLoss: {
		{debit, []string{"less ", "cost", "expense", "overhead", "purchase"}},
		{credit, []string{"income", "revenue", "sales", "turnover"}},
	},
	ledger.BalanceSheet: {
		{credit, []string{"liabilit", "creditor", "equity", "capital", "reserve"}},
		{debit, []string{"asset", "bank", "debtor", "cash", "stock", "inventory"}},
	},
}

// titled is the side a section's title speaks for. Titles are the user's text.
func (t *table) titled(title string) side {
	title = strings.ToLower(title)
	for _, known := range sideWords[t.statement] {
		for _, word := range known.words {
			if strings.Contains(title, word) {
				return known.side
			}
		}
	}
	return unknown
}
