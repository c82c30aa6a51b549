package quickbooks

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	checkSheet = "assets equal liabilities and equity"
	checkTrial = "trial balance debits equal credits"
)

// checkSheetSides compares the two sides of a balance sheet, month by month.
// They may be apart by the ledger's rounding of balances in foreign currencies.
func (p *reportPart) checkSheetSides(foreign map[string]bool, checks *ledger.Checks) error {
	if p.Statement != ledger.BalanceSheet {
		return nil
	}
	checks.Statement, checks.Against = p.Statement, ledger.SameReport
	for m, month := range p.Months.Months() {
		var assets, others ledger.Amount
		held := 0
		for i := range p.Lines {
			line := &p.Lines[i]
			amount := line.NetDebit[m]
			if foreign[line.AccountID] && !amount.IsZero() {
				held++
			}
			if line.Class.CreditPositive() {
				others = others.Sub(amount)
			} else {
				assets = assets.Add(amount)
			}
		}
		if err := checks.CompareWithin(checkSheet, "", month.String(), others, assets, ledger.Rounding(held)); err != nil {
			return err
		}
	}
	return nil
}

// checkSides compares debits with credits, which may be apart like the sides of
// a balance sheet.
func (t *trialReport) checkSides(foreign map[string]bool, checks *ledger.Checks) error {
	if t.total == nil {
		return nil
	}
	checks.Statement, checks.Against = "", ledger.SameReport
	held := 0
	for i := range t.lines {
		if foreign[t.lines[i].AccountID] && !t.lines[i].YearToDate.IsZero() {
			held++
		}
	}
	return checks.CompareWithin(checkTrial, "", t.at.MonthOf().String(), t.total[0], t.total[1], ledger.Rounding(held))
}

// currencyWords are what a line of gains and losses on foreign currencies has in
// its label, in lower case.
var currencyWords = []string{"unrealized", "unrealised", "exchange", "currency"}

// isCurrencyGain reports whether a row that names no account is the gain or loss
// on foreign currencies that companies with several currencies show ("Unrealized
// Gain or Loss").
func (b *statementBuilder) isCurrencyGain(r *row) bool {
	if !b.layout.currencyGain || b.byID[ledger.FXGainsLosses] != nil {
		return false
	}
	label := strings.ToLower(r.label)
	for _, word := range currencyWords {
		if strings.Contains(label, word) {
			return true
		}
	}
	return false
}
