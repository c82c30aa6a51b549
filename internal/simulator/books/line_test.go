package books

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const heading = "key,code,name,type,subtype,group,facts\n"

func TestBadChartsAreNamedByLine(t *testing.T) {
	for name, test := range map[string]struct{ row, want string }{
		"unknown word":    {"a,1,A,BANK,,,colour=red", "line 2: no such word"},
		"not a number":    {"a,1,A,BANK,,,open=much", "line 2"},
		"not a list":      {"a,1,A,BANK,,,days=1/x", "line 2"},
		"missing columns": {"a,1,A", "wrong number of fields"},
	} {
		files := fstest.MapFS{"companies/x.csv": {Data: []byte(heading + test.row + "\n")}}
		if _, err := readLines(files, "x.csv"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	if _, err := readLines(fstest.MapFS{}, "x.csv"); err == nil {
		t.Error("a chart that is not there was read")
	}
}

func TestAStoryMustKnowItsAccounts(t *testing.T) {
	for name, row := range map[string]string{
		"other account": "rent,1,Rent,EXPENSE,,,amount=5 via=nowhere",
		"no bank":       "card,1,Card,BANK,,,amount=5 via=rent settle=month:3\nrent,2,Rent,EXPENSE,,,",
		"settling day":  "rent,1,Rent,EXPENSE,,,settle=month:soon",
	} {
		files := fstest.MapFS{"companies/x.csv": {Data: []byte(heading + row + "\nretained,9,Retained,EQUITY,,,role=retained-earnings\n")}}
		lines, err := readLines(files, "x.csv")
		if err != nil {
			t.Fatal(err)
		}
		template := companyTemplate{provider: ledger.Xero, name: "X", month: 12, day: 31}
		company := template.company(day("2026-05-31"))
		if _, err := newJournalWriter(company, lines, template.accounts(company, lines), day("2026-05-31")).write(); err == nil {
			t.Errorf("%s: nobody complains", name)
		}
	}
}

func TestCompaniesOnAnyDay(t *testing.T) {
	for _, today := range []string{"2026-04-05", "2026-04-06", "2027-01-01", "2028-02-29", "2026-12-31"} {
		all, err := All(day(today))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range all {
			months := int(day(today).MonthOf()-b.Company().Founded.MonthOf()) + 1
			if err := b.Check(day(today)); err != nil || months < 36 || months > 49 {
				t.Errorf("%s at %s: %d months, %v", b.Organisation().Name, today, months, err)
			}
		}
	}
	if _, err := New(Company{}, nil, nil); !errors.Is(err, ErrBadAccount) {
		t.Errorf("books without retained earnings: %v", err)
	}
}
