package books

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func day(text string) ledger.Date {
	date, err := ledger.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return date
}

// small are books with a year end on 5 April and one sale paid later.
func small(t *testing.T) *Books {
	t.Helper()
	company := Company{Organisation: ledger.Organisation{
		Provider: ledger.Xero, ID: "org", Currency: "GBP", YearEndMonth: time.April, YearEndDay: 5,
	}}
	account := func(id, accountType string, role Role) Account {
		return Account{Account: ledger.Account{ID: id, Name: id, Type: accountType, Class: ClassOf(ledger.Xero, accountType)}, Role: role}
	}
	journal := func(date string, bases Bases, debit, credit, amount string) Journal {
		value := ledger.MustAmount(amount)
		return Journal{Date: day(date), Bases: bases, Lines: []Posting{{debit, value}, {credit, value.Neg()}}}
	}
	b, err := New(company, []Account{
		account("bank", "BANK", Bank), account("debtors", "CURRENT", Receivable),
		account("sales", "REVENUE", Plain), account("rent", "EXPENSE", Plain),
		account("retained", "EQUITY", RetainedEarnings), account("capital", "EQUITY", Plain),
	}, []Journal{
		journal("2025-01-31", OnBoth, "bank", "capital", "1000.00"),
		journal("2025-03-20", OnAccrual, "debtors", "sales", "500.00"),
		journal("2025-04-05", OnBoth, "rent", "bank", "120.10"),
		journal("2025-04-20", OnAccrual, "bank", "debtors", "500.00"),
		journal("2025-04-20", OnCash, "bank", "sales", "500.00"),
		journal("2025-05-30", 0, "retained", "bank", "50.00"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestYearEndAndBasis(t *testing.T) {
	b := small(t)
	tests := []struct {
		name    string
		basis   ledger.Basis
		account string
		at      string
		want    string
	}{
		{"a balance before anything", ledger.Accrual, "bank", "2025-01-30", "0.00"},
		{"the day itself counts", ledger.Accrual, "bank", "2025-01-31", "1000.00"},
		{"unpaid sale on accrual", ledger.Accrual, "sales", "2025-03-31", "-500.00"},
		{"unpaid sale is not there on cash", ledger.Cash, "sales", "2025-03-31", "0.00"},
		{"debtors never on cash", ledger.Cash, "debtors", "2025-04-10", "0.00"},
		{"last day of the year", ledger.Accrual, "rent", "2025-04-05", "120.10"},
		{"income starts again", ledger.Accrual, "sales", "2025-04-06", "0.00"},
		{"nothing rolled yet", ledger.Accrual, "retained", "2025-04-05", "0.00"},
		{"the profit rolls overnight", ledger.Accrual, "retained", "2025-04-06", "-379.90"},
		{"a loss rolls on cash", ledger.Cash, "retained", "2025-04-06", "120.10"},
		{"postings and roll together", ledger.Accrual, "retained", "2025-05-30", "-329.90"},
		{"payment makes the sale on cash", ledger.Cash, "sales", "2025-04-20", "-500.00"},
		{"unknown account", ledger.Cash, "nobody", "2025-04-20", "0.00"},
	}
	for _, test := range tests {
		if got := b.Balance(test.basis, test.account, day(test.at)); got.String() != test.want {
			t.Errorf("%s: %s %s at %s = %s, want %s", test.name, test.basis, test.account, test.at, got, test.want)
		}
	}
	if got := b.CurrentYearEarnings(ledger.Accrual, day("2025-04-05")); got.String() != "-379.90" {
		t.Errorf("earnings of the old year = %s", got)
	}
	if got := b.CurrentYearEarnings(ledger.Cash, day("2025-04-30")); got.String() != "-500.00" {
		t.Errorf("earnings of the new year on cash = %s", got)
	}
	if got := b.Movement(ledger.Accrual, "retained", day("2025-04-01"), day("2025-05-31")); got.String() != "50.00" {
		t.Errorf("the roll is no posting: movement = %s", got)
	}
	if got := b.Movement(ledger.Accrual, "bank", day("2025-04-30"), day("2025-04-01")); !got.IsZero() {
		t.Errorf("a range turned round moves by %s", got)
	}
}

func TestEditsAreSeen(t *testing.T) {
	b := small(t)
	before := b.Balance(ledger.Accrual, "bank", day("2025-02-28"))
	_, err := b.Post(Journal{Date: day("2025-02-03"), Lines: []Posting{
		{"rent", ledger.MustAmount("7.00")}, {"bank", ledger.MustAmount("-7.00")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Balance(ledger.Accrual, "bank", day("2025-02-28")).Sub(before); got.String() != "-7.00" {
		t.Errorf("a back-dated journal moved the balance by %s", got)
	}
	child := Account{Account: ledger.Account{ID: "child", Name: "Yard", Type: "EXPENSE", Class: ledger.Expense, ParentID: "rent"}}
	for what, err := range map[string]error{
		"add": b.AddAccount(child), "rename": b.Rename("rent", "Rents"), "renumber": b.Renumber("rent", "469"),
		"archive": b.Archive("rent"), "retype": b.Retype("capital", "TERMLIAB", "", ledger.Liability),
	} {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	rent, _ := b.Account("rent")
	if rent.Name != "Rents" || rent.Code != "469" || rent.Status != ledger.Archived {
		t.Errorf("rent is now %+v", rent)
	}
	if capital, _ := b.Account("capital"); capital.Class != ledger.Liability {
		t.Errorf("capital is now %+v", capital)
	}
	if yard, _ := b.Account("child"); yard.FullName != "Rents:Yard" || yard.Currency != "GBP" || yard.Status != ledger.Active {
		t.Errorf("the new account is %+v", yard)
	}
	if err := b.Restore("rent"); err != nil {
		t.Error(err)
	}
	b.LockThrough(day("2025-03-31"))
	if got := b.Organisation().LockedThrough; got != day("2025-03-31") {
		t.Errorf("locked through %s", got)
	}
}

func TestBadEditsChangeNothing(t *testing.T) {
	b := small(t)
	one, two := ledger.MustAmount("1.00"), ledger.MustAmount("-2.00")
	for name, test := range map[string]struct {
		err  error
		want error
	}{
		"unbalanced":      {second(b.Post(Journal{Date: day("2025-01-01"), Lines: []Posting{{"bank", one}, {"rent", two}}})), ErrUnbalanced},
		"unknown account": {second(b.Post(Journal{Date: day("2025-01-01"), Lines: []Posting{{"bank", one}, {"x", one.Neg()}}})), ErrNoAccount},
		"rename nobody":   {b.Rename("x", "y"), ErrNoAccount},
		"id taken":        {b.AddAccount(Account{Account: ledger.Account{ID: "bank"}}), ErrBadAccount},
		"no parent":       {b.AddAccount(Account{Account: ledger.Account{ID: "new", ParentID: "x"}}), ErrBadAccount},
		"second retained": {b.AddAccount(Account{Account: ledger.Account{ID: "new"}, Role: RetainedEarnings}), ErrBadAccount},
	} {
		if !errors.Is(test.err, test.want) {
			t.Errorf("%s: %v, want %v", name, test.err, test.want)
		}
	}
	if len(b.Journals()) != 6 || len(b.Accounts()) != 6 {
		t.Error("a refused edit left something behind")
	}
}

func second[T any](_ T, err error) error { return err }

func TestReadersAndWritersTogether(t *testing.T) {
	b := small(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 50 {
				if err := b.Check(day("2025-12-31")); err != nil {
					t.Error(err)
				}
			}
		})
		wait.Go(func() {
			for range 50 {
				amount := ledger.MustAmount("0.01")
				if _, err := b.Post(Journal{Date: day("2025-02-01"), Lines: []Posting{{"rent", amount}, {"bank", amount.Neg()}}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if got := b.Movement(ledger.Accrual, "rent", day("2025-02-01"), day("2025-02-01")); got.String() != "2.00" {
		t.Errorf("two hundred cents are %s", got)
	}
}

func TestBelievableCompaniesAreWhole(t *testing.T) {
	today := day("2026-11-21")
	all, err := All(today)
	if err != nil {
		t.Fatal(err)
	}
	providers := map[ledger.Provider]int{}
	for i, b := range all {
		company := b.Company()
		providers[company.Provider]++
		again, err := Believable(Companies()[i], today)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(b.Journals(), again.Journals()) || !reflect.DeepEqual(b.Accounts(), again.Accounts()) {
			t.Errorf("%s is not the same twice", company.Name)
		}
		history := ledger.Range{From: company.Founded.MonthOf(), To: today.MonthOf()}
		if history.Len() < 36 || history.Len() > 49 {
			t.Errorf("%s has %d months", company.Name, history.Len())
		}
		for _, month := range history.Months() {
			if err := b.Check(month.Last()); err != nil {
				t.Errorf("%s: %v", company.Name, err)
			}
		}
		for _, journal := range b.Journals() {
			if today.Before(journal.Date) {
				t.Fatalf("%s has a journal of %s", company.Name, journal.Date)
			}
		}
		start := company.FiscalYearStart(company.FiscalYearStart(today).AddDays(-1))
		if profit := b.Earnings(ledger.Accrual, start, company.FiscalYearStart(today).AddDays(-1)).Neg(); profit.Sign() <= 0 {
			t.Errorf("%s lost %s in its last year", company.Name, profit)
		}
	}
	if providers[ledger.Xero] < 2 || providers[ledger.QuickBooks] < 2 {
		t.Errorf("companies by provider: %v", providers)
	}
	if _, err := Believable("Nobody Ltd", today); !errors.Is(err, ErrNoCompany) {
		t.Errorf("an unknown company: %v", err)
	}
}

func TestThePastStaysAsItWas(t *testing.T) {
	for _, name := range Companies() {
		earlier, err := Believable(name, day("2026-10-31"))
		if err != nil {
			t.Fatal(err)
		}
		later, err := Believable(name, day("2026-11-21"))
		if err != nil {
			t.Fatal(err)
		}
		if earlier.Company().Founded != later.Company().Founded {
			continue // a new financial year began in between
		}
		for _, account := range earlier.Accounts() {
			at := day("2026-10-31")
			if a, b := earlier.Balance(ledger.Cash, account.ID, at), later.Balance(ledger.Cash, account.ID, at); !a.Equal(b) {
				t.Errorf("%s, %s: %s became %s", name, account.Name, a, b)
			}
		}
	}
}

func TestDemoCompaniesShareTheirAccountIDs(t *testing.T) {
	today := day("2026-11-21")
	one, err := Believable("Demo Company (NZ)", today)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Believable("Demo Company (AU)", today)
	if err != nil {
		t.Fatal(err)
	}
	if one.Accounts()[3].ID != two.Accounts()[3].ID || one.Organisation().ID == two.Organisation().ID {
		t.Error("demo companies must share account ids and nothing else")
	}
}

func TestASnapshotStaysAsItIs(t *testing.T) {
	b := small(t)
	snapshot := b.Snapshot()
	amount := ledger.MustAmount("5.00")
	if _, err := b.Post(Journal{Date: day("2025-02-01"), Lines: []Posting{{"rent", amount}, {"bank", amount.Neg()}}}); err != nil {
		t.Fatal(err)
	}
	if err := b.Rename("bank", "Current account"); err != nil {
		t.Fatal(err)
	}
	b.Arrange(Layout{Groups: true})
	if got := snapshot.Balance(ledger.Accrual, "rent", day("2025-02-01")); !got.IsZero() || len(snapshot.Journals()) != 6 {
		t.Errorf("the snapshot sees a later journal: %s", got)
	}
	if bank, _ := snapshot.Account("bank"); bank.Name != "bank" || snapshot.Company().Layout.Groups || !b.Company().Layout.Groups {
		t.Errorf("the snapshot sees a later edit: %+v", bank)
	}
}
