package xero

import (
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// trialHeaders are the amount columns of a trial balance: the movement of the
// month of its date, and the year to date (balances, for balance-sheet accounts).
var trialHeaders = [4]string{"debit", "credit", "ytd debit", "ytd credit"}

const checkTrial = "trial balance debits equal credits"

// trialReport is a trial balance that agrees with itself.
type trialReport struct {
	organisation string
	at           ledger.Date
	lines        []trialRow
	sums         [4]ledger.Amount // of the lines, in the order of trialHeaders
	checks       []ledger.Check
}

// trialRow is one account; account is the id as printed, in lower case.
type trialRow struct {
	account           string
	label             string
	section           string        // its title
	month, yearToDate ledger.Amount // net debits
}

// newTrialReport checks that the report is the trial balance asked for, that its
// totals are those of its lines, and that no account stands in it twice.
func newTrialReport(r *report, a reportRequest) (*trialReport, error) {
	if err := r.checkHeader(a); err != nil {
		return nil, err
	}
	columns, err := r.trialColumns()
	if err != nil {
		return nil, err
	}
	trial := &trialReport{organisation: r.organisation(), at: a.months.To.Last()}
	var checks ledger.Checks
	var sums [4]ledger.Amount
	seen := make(map[string]bool, len(r.rows))
	for _, line := range r.rows {
		figures := columns.of(line)
		if line.isTotal() {
			if err := trial.proveTotal(line, sums, figures, &checks); err != nil {
				return nil, err
			}
			continue
		}
		for i := range sums {
			sums[i] = sums[i].Add(figures[i])
		}
		account := strings.ToLower(line.account)
		if seen[account] {
			return nil, twice("trial balance", trial.at.MonthOf().String(), line.label)
		}
		seen[account] = true
		trial.lines = append(trial.lines, trialRow{
			account:    account,
			label:      line.label,
			section:    r.titleOf(line),
			month:      figures[0].Sub(figures[1]),
			yearToDate: figures[2].Sub(figures[3]),
		})
	}
	trial.sums, trial.checks = sums, checks.Held()
	return trial, nil
}

// titleOf returns the title of the section that a row stands in.
func (r *report) titleOf(line row) string {
	if line.section < 0 {
		return ""
	}
	return r.sections[line.section].title
}

// proveSides compares debits with credits, of the month and of the year to date.
// They may be apart by the ledger's rounding of balances in foreign currencies.
func (t *trialReport) proveSides(foreign map[string]bool, chart accountsByID) ([]ledger.Check, error) {
	var checks ledger.Checks
	held := foreignBalances(foreign, chart, func(yield func(string, ledger.Amount) bool) {
		for _, line := range t.lines {
			figure := line.yearToDate
			if figure.IsZero() {
				figure = line.month
			}
			if !yield(line.account, figure) {
				return
			}
		}
	})
	for i := 1; i < len(t.sums); i += 2 {
		if !checks.AgreeWithin(checkTrial, t.sums[i-1], t.sums[i], ledger.Rounding(held)) {
			return nil, t.mismatch(trialHeaders[i-1]+" equals "+trialHeaders[i], "", t.sums[i-1], t.sums[i])
		}
	}
	return checks.Held(), nil
}

// trialColumns are the places of the columns that trialHeaders names.
type trialColumns [4]int

// of are a row's figures in the order of trialHeaders.
func (c trialColumns) of(line row) (figures [4]ledger.Amount) {
	for i, column := range c {
		figures[i] = line.amounts[column]
	}
	return figures
}

// trialColumns finds the columns by their headers.
func (r *report) trialColumns() (columns trialColumns, err error) {
	for i, wanted := range trialHeaders {
		columns[i] = slices.IndexFunc(r.columns, func(header string) bool {
			return strings.EqualFold(strings.TrimSpace(header), wanted)
		})
		if columns[i] < 0 {
			return columns, &ledger.MismatchError{
				Check:   "trial balance: its columns are known",
				Ours:    "a column " + wanted,
				Ledgers: sanitize.Line(strings.Join(r.columns, ", ")),
			}
		}
	}
	return columns, nil
}

func (t *trialReport) proveTotal(line row, sums, printed [4]ledger.Amount, checks *ledger.Checks) error {
	for i := range sums {
		if !checks.Agree(checkTrial, sums[i], printed[i]) {
			return t.mismatch("the total "+trialHeaders[i]+" equals its lines", line.label, sums[i], printed[i])
		}
	}
	return nil
}

func (t *trialReport) mismatch(check, label string, ours, printed ledger.Amount) error {
	return &ledger.MismatchError{
		Check:   "trial balance: " + check,
		Account: strings.TrimSpace(sanitize.Line(label)),
		Period:  t.at.MonthOf().String(),
		Ours:    ours.String(),
		Ledgers: printed.String(),
	}
}

// balance is the trial balance in the domain's terms. merged are the currency
// accounts that the profit and loss shows as one line: they become one line
// here as well, so that the two can be compared.
func (t *trialReport) balance(chart accountsByID, merged map[string]bool) ledger.TrialBalance {
	balance := ledger.TrialBalance{At: t.at, Lines: make([]ledger.TrialLine, 0, len(t.lines))}
	at := make(map[string]int, len(t.lines))
	for _, line := range t.lines {
		id, _ := chart.identify(line.account)
		if merged[line.account] {
			id = ledger.FXGainsLosses
		}
		i, known := at[id]
		if !known {
			i = len(balance.Lines)
			at[id] = i
			balance.Lines = append(balance.Lines, ledger.TrialLine{AccountID: id, Name: line.label, HasMonth: true})
		}
		sum := &balance.Lines[i]
		sum.Month = sum.Month.Add(line.month)
		sum.YearToDate = sum.YearToDate.Add(line.yearToDate)
	}
	return balance
}
