package importer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/importer/importertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// expectation is what the store ought to hold of one entity, kept by simple means.
type expectation struct {
	*importertest.Harness
	rt      *rapid.T
	folder  string
	books   *books.Books
	amounts map[importertest.Cell]ledger.Amount // of the months in known
	known   map[ledger.Month]bool
	lock    ledger.Month
	file    ledger.Range // months of the last file, From 0 before it
	drawn   int
}

// TestValuesOverRandomHistories edits random books at random, imports, refreshes,
// locks and exports: changes are the true difference of the books, locked months
// keep their amounts, a refresh equals a full import and an export equals both.
func TestValuesOverRandomHistories(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		e := &expectation{
			Harness: importertest.New(rt, sub(rt, folder, runs)), rt: rt, folder: filepath.Join(folder, fmt.Sprint(runs)),
			amounts: map[importertest.Cell]ledger.Amount{}, known: map[ledger.Month]bool{},
			books: importertest.DrawBooks(rt, rapid.Uint64().Draw(rt, "seed"), bookstest.RandomOptions{Provider: providers.Draw(rt, "provider"), Accounts: 12, Journals: 60}),
		}
		e.Connect("main", e.books)
		e.importRange()
		actions := []func(){
			e.post, e.post, e.setLock, e.importRange, e.refresh, e.export, e.add,
			func() { e.edit(e.books.Rename, "Account of many names %d") },
			func() { e.edit(e.books.Renumber, "9%d") },
			func() { _ = e.books.Archive(e.account("archived")) },
		}
		for range rapid.IntRange(2, 14).Draw(rt, "steps") {
			actions[rapid.IntRange(0, len(actions)-1).Draw(rt, "action")]()
		}
	})
}

func (e *expectation) account(label string) string {
	accounts := e.books.Accounts()
	return accounts[rapid.IntRange(0, len(accounts)-1).Draw(e.rt, label)].ID
}

// post books a journal on any day, also one long imported.
func (e *expectation) post() {
	day := ledger.Date{Year: 2026, Month: time.October, Day: 31}.AddDays(-rapid.IntRange(0, 1000).Draw(e.rt, "days ago"))
	amount := ledger.NewAmount(int64(rapid.IntRange(-500000, 500000).Draw(e.rt, "cents")), 2)
	_, err := e.books.Post(books.Journal{Date: day, Memo: "back-dated", Lines: []books.Posting{
		{AccountID: e.account("debit"), NetDebit: amount}, {AccountID: e.account("credit"), NetDebit: amount.Neg()},
	}})
	if err != nil {
		e.rt.Fatal(err)
	}
}

func (e *expectation) edit(change func(id, text string) error, text string) {
	e.drawn++
	if err := change(e.account("edited"), fmt.Sprintf(text, e.drawn)); err != nil {
		e.rt.Fatal(err)
	}
}

// add opens an account like another one.
func (e *expectation) add() {
	accounts := e.books.Accounts()
	account := accounts[rapid.IntRange(0, len(accounts)-1).Draw(e.rt, "like")]
	e.drawn++
	account.ID, account.Name, account.Code = fmt.Sprintf("new-%d", e.drawn), fmt.Sprintf("=New %d", e.drawn), ""
	account.FullName, account.ParentID, account.SystemAccount, account.Role = account.Name, "", "", books.Plain
	if err := e.books.AddAccount(account); err != nil {
		e.rt.Fatal(err)
	}
}

func (e *expectation) setLock() {
	e.lock = ledger.NewMonth(2026, 10) - ledger.Month(rapid.IntRange(0, 24).Draw(e.rt, "locked months ago"))
	if rapid.Bool().Draw(e.rt, "unlock") {
		e.lock = 0
	}
	e.Lock(importertest.Main(), e.lock)
}

func (e *expectation) importRange() {
	e.file = drawRange(e.rt)
	e.verify(e.MustImport(e.Actuals(e.file)), e.file)
}

// refresh rolls on to the last completed month; it equals a full import of the
// same months into a model that knows nothing, unless a lock holds.
func (e *expectation) refresh() {
	recent := rapid.Bool().Draw(e.rt, "recent")
	e.file.To = ledger.NewMonth(2026, 10)
	result, err := e.Refresh(context.Background(), importer.RefreshOptions{Model: "acme", Recent: recent})
	if err != nil {
		e.rt.Fatal(err)
	}
	if result.Range != e.file {
		e.rt.Fatalf("refreshed %s, want %s", result.Range, e.file)
	}
	read := e.file
	if result.ReadFrom != 0 {
		read.From = result.ReadFrom
	}
	if !recent && result.ReadFrom != 0 || recent && read.Len() < min(12, e.file.Len()) {
		e.rt.Fatalf("recent %v read %s of %s", recent, read, e.file)
	}
	e.verify(result, read)
	if e.lock == 0 && result.ReadFrom == 0 {
		e.equalsFullImport()
	}
}

func (e *expectation) equalsFullImport() {
	e.drawn++
	folder := sub(e.rt, e.folder, e.drawn)
	other := importertest.New(e.rt, folder)
	other.Connect("main", e.books)
	other.MustImport(other.Actuals(e.file))
	if other.File("actuals.csv") != e.File("actuals.csv") {
		e.rt.Fatal("a refresh is not what a full import writes")
	}
}

// verify checks the file and the changes of an import of the months that were
// read, and takes them into the expectation.
func (e *expectation) verify(result *importer.Result, read ledger.Range) {
	now := importertest.Expected("main", e.books, ledger.Request{Range: read, Basis: ledger.Accrual})
	for at := range e.amounts {
		month, _ := ledger.ParseMonth(at.Period)
		if _, ok := now[at]; !ok && read.Contains(month) {
			now[at] = ledger.Amount{}
		}
	}
	changed := 0
	for at, amount := range now {
		month, _ := ledger.ParseMonth(at.Period)
		old, held := e.amounts[at], e.known[month] && month <= e.lock
		if e.known[month] && !old.Equal(amount) {
			changed++
			e.reported(result, at, month, old, amount, held)
		}
		if !held {
			e.amounts[at] = amount
		}
	}
	if changed != len(result.Changes) {
		e.rt.Fatalf("%d changes reported, %d are true", len(result.Changes), changed)
	}
	for _, month := range read.Months() {
		e.known[month] = true
	}
	if wrong := importertest.Difference(importertest.Figures(e.rt, e.File("actuals.csv")), e.shown(e.file)); wrong != "" {
		e.rt.Fatalf("file of %s: %s", e.file, wrong)
	}
}

func (e *expectation) reported(result *importer.Result, at importertest.Cell, month ledger.Month, old, amount ledger.Amount, held bool) {
	for _, c := range result.Changes {
		if c.AccountID == at.Account && c.Month == month && string(c.Statement) == at.Statement {
			if !c.Old.Equal(old) || !c.New.Equal(amount) || c.Held != held || c.PreviousImportID == "" || c.ImportID != result.Files[len(result.Files)-1].Import {
				e.rt.Fatalf("change %+v, want %s to %s, held %v", c, old, amount, held)
			}
			return
		}
	}
	e.rt.Fatalf("the change of %v from %s to %s is not reported", at, old, amount)
}

// shown is the expected amounts in the months of a file, without lines of zeros.
func (e *expectation) shown(months ledger.Range) map[importertest.Cell]ledger.Amount {
	type line struct{ Statement, Account string }
	alive := map[line]bool{}
	for at, amount := range e.amounts {
		month, _ := ledger.ParseMonth(at.Period)
		if months.Contains(month) && !amount.IsZero() {
			alive[line{at.Statement, at.Account}] = true
		}
	}
	shown := map[importertest.Cell]ledger.Amount{}
	for at := range alive {
		for _, month := range months.Months() {
			key := importertest.Cell{Entity: "main", Statement: at.Statement, Account: at.Account, Period: month.String()}
			shown[key] = e.amounts[key]
		}
	}
	return shown
}

// export makes the last file again: the same bytes.
func (e *expectation) export() {
	again, err := e.Export(history.ActualsOptions{})
	if err != nil {
		e.rt.Fatal(err)
	}
	if again != e.File("actuals.csv") {
		e.rt.Fatal("the export is not what the import wrote")
	}
}

// sub makes a folder of its own for one run of a property.
func sub(t importertest.T, folder string, run int) string {
	t.Helper()
	path := filepath.Join(folder, fmt.Sprint(run))
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}
