package books

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// line is one line of a chart file: an account, how it opens and how it moves.
// A line without a name is a second posting rule of the account with its key.
//
// Columns: key, code, name, type, subtype, group, and the rest as words like
// "amount=1200 days=5/31":
//
//	role, parent, taxtype, archived   of the account
//	open=N        balance at the founding, whole units, natural sign
//	amount=N      moves by this a month, whole units, natural sign
//	growth=N      per mille a year
//	season=WORD   see seasons
//	noise=N       per mille up and down
//	months=7/10   in these calendar months only
//	days=3/31     on these days, or the month's last where it is shorter
//	span=0-18     in these months since the founding only
//	via=KEY       the other account; or customers, suppliers, payroll
//	tax=N         per mille of sales tax on top
//	settle=month:15, settle=quarter:28   the bank pays off the balance
type line struct {
	Key, Code, Name, Type, Subtype, Group string

	Role     Role
	Parent   string
	TaxType  string
	Archived bool
	Open     int64
	Amount   int64
	Growth   int64
	Season   string
	Noise    int64
	Months   []int
	Days     []int
	Span     []int
	Via      string
	Tax      int64
	Settle   string
}

var errWord = errors.New("no such word in a chart")

func readLines(files fs.FS, name string) ([]line, error) {
	file, err := files.Open("companies/" + name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = 7
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", name, err)
	}
	var lines []line
	for i, row := range rows[1:] {
		l := line{Key: row[0], Code: row[1], Name: row[2], Type: row[3], Subtype: row[4], Group: row[5]}
		for _, word := range strings.Fields(row[6]) {
			if err := l.take(word); err != nil {
				return nil, fmt.Errorf("chart %s, line %d: %w", name, i+2, err)
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// take reads one word of the last column.
func (l *line) take(word string) error {
	name, value, _ := strings.Cut(word, "=")
	var err error
	switch name {
	case "role":
		l.Role = Role(strings.ReplaceAll(value, "-", " "))
	case "parent":
		l.Parent = value
	case "taxtype":
		l.TaxType = value
	case "archived":
		l.Archived = true
	case "season":
		l.Season = value
	case "via":
		l.Via = value
	case "settle":
		l.Settle = value
	case "open":
		l.Open, err = strconv.ParseInt(value, 10, 64)
	case "amount":
		l.Amount, err = strconv.ParseInt(value, 10, 64)
	case "growth":
		l.Growth, err = strconv.ParseInt(value, 10, 64)
	case "noise":
		l.Noise, err = strconv.ParseInt(value, 10, 64)
	case "tax":
		l.Tax, err = strconv.ParseInt(value, 10, 64)
	case "months":
		l.Months, err = numbers(value, "/")
	case "days":
		l.Days, err = numbers(value, "/")
	case "span":
		l.Span, err = numbers(value, "-")
	default:
		return fmt.Errorf("%w: %q", errWord, word)
	}
	return err
}

func numbers(list, separator string) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, separator) {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// account is the account the line describes, without ids.
func (l line) account(company Company) Account {
	status := ledger.Active
	if l.Archived {
		status = ledger.Archived
	}
	account := Account{
		Account: ledger.Account{
			Code: l.Code, Name: l.Name, Type: l.Type, Subtype: l.Subtype,
			Class: ClassOf(company.Provider, l.Type), Status: status,
		},
		Role: l.Role, TaxType: l.TaxType, Group: l.Group,
	}
	if company.Provider == ledger.Xero {
		account.SystemAccount, account.Subtype = l.Subtype, ""
		account.dressBank(company)
	}
	return account
}

// dressBank gives a Xero bank or card account what only those have.
func (a *Account) dressBank(company Company) {
	switch a.Role {
	case Bank:
		a.Subtype, a.BankNumber = "BANK", fmt.Sprintf("%015d", seeded(company.Name, a.Name).Int64N(1e15))
	case Card:
		a.Subtype, a.BankNumber = "CREDITCARD", fmt.Sprintf("xxxx-xxxx-xxxx-%04d", seeded(company.Name, a.Name).IntN(10000))
	}
}
