package quickbooks

import (
	"context"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// labelsOf returns the labels under which reports show the accounts: name or
// full name, also behind the account's number (observed).
func labelsOf(accounts []ledger.Account) *assemble.Labels {
	var labels assemble.Labels
	for i := range accounts {
		account := &accounts[i]
		forms := []string{account.FullName}
		if account.Code != "" {
			forms = append(forms, account.Code+" "+account.Name, account.Code+" "+account.FullName)
		}
		labels.Add(account.ID, account.Name, forms...)
	}
	return &labels
}

// labelForms returns a label without the suffix of inactive accounts, and the
// last of the names of which it is made: a trial balance shows "Parent:Child".
func labelForms(label string) []string {
	label = strings.ReplaceAll(label, " (deleted)", "")
	return []string{label, label[strings.LastIndexByte(label, ':')+1:]}
}

// lacksAccounts reports whether a report shows an account that the chart does
// not list: it may have been opened after the chart was read.
func (r *reading) lacksAccounts() bool {
	known := map[string]bool{}
	for i := range r.accounts {
		known[r.accounts[i].ID] = true
	}
	for line := range r.rows {
		if !known[line.id] && !ledger.IsSynthetic(line.id) {
			return true
		}
	}
	return false
}

// reportRow is a row of any report.
type reportRow struct{ report, period, id, label string }

// rows iterates over the rows with figures of all reports.
func (r *reading) rows(yield func(reportRow) bool) {
	for _, parts := range r.parts {
		for _, part := range parts {
			for i := range part.Lines {
				line := &part.Lines[i]
				if !yield(reportRow{part.Statement.Title(), part.Months.String(), line.AccountID, line.Name}) {
					return
				}
			}
		}
	}
	for _, trial := range r.trials {
		for _, line := range trial.lines {
			if !yield(reportRow{"trial balance", trial.at.MonthOf().String(), line.AccountID, line.Name}) {
				return
			}
		}
	}
}

// completeAccounts reads the accounts once more where a report shows one that is
// missing.
func (r *reading) completeAccounts(ctx context.Context) (err error) {
	if r.lacksAccounts() {
		r.accounts, err = r.client.accounts(ctx)
	}
	return err
}

// checkAccountRows makes sure that every row of every report is about the
// account that it names. It returns the accounts that a report shows under
// another name.
func (r *reading) checkAccountRows() ([]ledger.Renamed, error) {
	labels, renamed, names := labelsOf(r.accounts), map[string]ledger.Renamed{}, map[string]string{}
	for i := range r.accounts {
		names[r.accounts[i].ID] = r.accounts[i].Name
	}
	for row := range r.rows {
		if ledger.IsSynthetic(row.id) {
			continue
		}
		other, err := labels.Check(row.report, row.period, row.id, labelForms(row.label)...)
		if err != nil {
			return nil, err
		}
		if other {
			renamed[row.id] = ledger.Renamed{AccountID: row.id, Name: names[row.id], Label: sanitize.Line(row.label)}
		}
	}
	return assemble.SortRenamed(renamed), nil
}

// checkSide refuses an account in a section of the other side, or of the other
// statement, than its class: its amounts would have the wrong sign. Sections of
// unknown groups prove nothing.
func (p *reportPart) checkSide(line *ledger.Line, class ledger.Class) error {
	in := line.Class
	if class == "" || in == "" || p.undecided[line.AccountID] || ledger.IsSynthetic(line.AccountID) ||
		(class.CreditPositive() == in.CreditPositive() && class.Statement() == in.Statement()) {
		return nil
	}
	return &ledger.MismatchError{
		Kind: ledger.MismatchChart, Check: p.Statement.Title() + ": an account stands in a section of its class",
		Account: sanitize.Line(line.Name), Period: p.Months.String(), Ours: string(class), Ledgers: string(in),
	}
}

// checkClass refuses an account whose classification is not that of its type.
func (a wireAccount) checkClass() error {
	class, of := classes[string(a.Classification)], classesByType[string(a.AccountType)]
	if class == "" || of == "" || class == of {
		return nil
	}
	return &ledger.MismatchError{
		Kind: ledger.MismatchChart, Check: "an account's class is that of its type", Account: sanitize.Line(string(a.Name)),
		Ours: string(of) + " for " + string(a.AccountType), Ledgers: string(class),
	}
}
