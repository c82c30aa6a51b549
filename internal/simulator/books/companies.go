package books

import (
	"embed"
	"errors"
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ErrNoCompany is wrapped where there is no believable company of a name.
var ErrNoCompany = errors.New("there is no such company")

// years is how many whole financial years lie behind the running one.
const years = 3

//go:embed companies/*.csv
var charts embed.FS

// Companies returns the names of the believable companies, Xero's first.
func Companies() []string {
	names := make([]string, len(believable))
	for i, template := range believable {
		names[i] = template.name
	}
	return names
}

// Believable opens the books of the named company: three financial years and
// the running one up to and including today. The same name and day give the
// same books; another day of the same financial year gives the same past.
func Believable(name string, today ledger.Date) (*Books, error) {
	i := slices.IndexFunc(believable, func(t companyTemplate) bool { return t.name == name })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrNoCompany, name)
	}
	return believable[i].open(today)
}

// All opens the books of every believable company, in the order of Companies.
func All(today ledger.Date) ([]*Books, error) {
	var all []*Books
	for _, name := range Companies() {
		opened, err := Believable(name, today)
		if err != nil {
			return nil, err
		}
		all = append(all, opened)
	}
	return all, nil
}

func (t companyTemplate) open(today ledger.Date) (*Books, error) {
	lines, err := readLines(charts, t.chart)
	if err != nil {
		return nil, err
	}
	company := t.company(today)
	accounts := t.accounts(company, lines)
	journals, err := newJournalWriter(company, lines, accounts, today).write()
	if err != nil {
		return nil, err
	}
	return New(company, accounts, journals)
}

// accounts are the accounts of the chart: the lines that have a name.
func (t companyTemplate) accounts(company Company, lines []line) []Account {
	ids := map[string]string{}
	var accounts []Account
	for _, line := range lines {
		if line.Name == "" {
			continue
		}
		ids[line.Key] = t.accountID(line.Key, len(accounts))
		account := line.account(company)
		account.ID, account.ParentID = ids[line.Key], ids[line.Parent]
		accounts = append(accounts, account)
	}
	return accounts
}
