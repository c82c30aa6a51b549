package importer

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// diary is what the memory of one entity ought to hold, kept by simple means.
type diary struct {
	*world
	rt      *rapid.T
	books   *books.Books
	amounts map[cell]ledger.Amount // of the months in known
	known   map[ledger.Month]bool
	lock    ledger.Month
	file    ledger.Range // months of the last file, From 0 before it
	drawn   int
}

// TestMemoryOverRandomHistories edits random books at random, imports, refreshes,
// locks and exports: changes are the true difference of the books, locked months
// keep their amounts, a refresh equals a full import and an export equals both.
func TestMemoryOverRandomHistories(t *testing.T) {
	folder := t.TempDir()
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		d := &diary{
			world: newWorld(rt, sub(rt, folder, runs)), rt: rt,
			amounts: map[cell]ledger.Amount{}, known: map[ledger.Month]bool{},
			books: drawBooks(rt, rapid.Uint64().Draw(rt, "seed"), bookstest.RandomOptions{Provider: providers.Draw(rt, "provider"), Accounts: 12, Journals: 60}),
		}
		d.connect("acme", "main", d.books)
		d.importRange()
		actions := []func(){
			d.post, d.post, d.setLock, d.importRange, d.refresh, d.export, d.add,
			func() { d.edit(d.books.Rename, "Account of many names %d") },
			func() { d.edit(d.books.Renumber, "9%d") },
			func() { _ = d.books.Archive(d.account("archived")) },
		}
		for range rapid.IntRange(2, 14).Draw(rt, "steps") {
			actions[rapid.IntRange(0, len(actions)-1).Draw(rt, "action")]()
		}
	})
}

func (d *diary) account(label string) string {
	accounts := d.books.Accounts()
	return accounts[rapid.IntRange(0, len(accounts)-1).Draw(d.rt, label)].ID
}

// post books a journal on any day, also one long imported.
func (d *diary) post() {
	day := ledger.Date{Year: 2026, Month: time.October, Day: 31}.AddDays(-rapid.IntRange(0, 1000).Draw(d.rt, "days ago"))
	amount := ledger.NewAmount(int64(rapid.IntRange(-500000, 500000).Draw(d.rt, "cents")), 2)
	_, err := d.books.Post(books.Journal{Date: day, Memo: "back-dated", Lines: []books.Posting{
		{AccountID: d.account("debit"), NetDebit: amount}, {AccountID: d.account("credit"), NetDebit: amount.Neg()},
	}})
	if err != nil {
		d.rt.Fatal(err)
	}
}

func (d *diary) edit(change func(id, text string) error, text string) {
	d.drawn++
	if err := change(d.account("edited"), fmt.Sprintf(text, d.drawn)); err != nil {
		d.rt.Fatal(err)
	}
}

// add opens an account like another one.
func (d *diary) add() {
	accounts := d.books.Accounts()
	account := accounts[rapid.IntRange(0, len(accounts)-1).Draw(d.rt, "like")]
	d.drawn++
	account.ID, account.Name, account.Code = fmt.Sprintf("new-%d", d.drawn), fmt.Sprintf("=New %d", d.drawn), ""
	account.FullName, account.ParentID, account.SystemAccount, account.Role = account.Name, "", "", books.Plain
	if err := d.books.AddAccount(account); err != nil {
		d.rt.Fatal(err)
	}
}

func (d *diary) setLock() {
	d.lock = ledger.NewMonth(2026, 10) - ledger.Month(rapid.IntRange(0, 24).Draw(d.rt, "locked months ago"))
	if rapid.Bool().Draw(d.rt, "unlock") {
		d.lock = 0
	}
	key := model.Key{Model: "acme", Entity: "main"}
	err := d.store.Update(func(w model.Writer) error { return w.SetMonthLock(key, d.now, d.lock, "the board saw it") })
	if err != nil {
		d.rt.Fatal(err)
	}
}

func (d *diary) importRange() {
	d.file = drawRange(d.rt)
	d.verify(d.actuals(ActualsOptions{
		Model: "acme", From: d.file.From, To: d.file.To, File: Output{Path: d.path("actuals.csv")},
	}), d.file)
}

// refresh rolls on to the last completed month; it equals a full import of the
// same months into a model that knows nothing, unless a lock holds.
func (d *diary) refresh() {
	recent := rapid.Bool().Draw(d.rt, "recent")
	d.file.To = ledger.NewMonth(2026, 10)
	result, err := d.importer.Refresh(context.Background(), RefreshOptions{Model: "acme", Recent: recent})
	if err != nil {
		d.rt.Fatal(err)
	}
	if result.Range != d.file {
		d.rt.Fatalf("refreshed %s, want %s", result.Range, d.file)
	}
	read := d.file
	if result.ReadFrom != 0 {
		read.From = result.ReadFrom
	}
	if !recent && result.ReadFrom != 0 || recent && read.Len() < min(recentMonths, d.file.Len()) {
		d.rt.Fatalf("recent %v read %s of %s", recent, read, d.file)
	}
	d.verify(result, read)
	if d.lock == 0 && result.ReadFrom == 0 {
		d.equalsFullImport()
	}
}

func (d *diary) equalsFullImport() {
	d.drawn++
	folder := sub(d.rt, d.folder, d.drawn)
	other := newWorld(d.rt, folder)
	other.connect("acme", "main", d.books)
	other.actuals(ActualsOptions{
		Model: "acme", From: d.file.From, To: d.file.To, File: Output{Path: other.path("actuals.csv")},
	})
	if other.read("actuals.csv") != d.read("actuals.csv") {
		d.rt.Fatal("a refresh is not what a full import writes")
	}
}

// verify checks the file and the changes of an import of the months that were
// read, and takes them into the diary.
func (d *diary) verify(result *Result, read ledger.Range) {
	now := truth("main", d.books, ledger.Request{Range: read, Basis: ledger.Accrual})
	for at := range d.amounts {
		month, _ := ledger.ParseMonth(at.period)
		if _, ok := now[at]; !ok && read.Contains(month) {
			now[at] = ledger.Amount{}
		}
	}
	changed := 0
	for at, amount := range now {
		month, _ := ledger.ParseMonth(at.period)
		old, held := d.amounts[at], d.known[month] && month <= d.lock
		if d.known[month] && !old.Equal(amount) {
			changed++
			d.reported(result, at, month, old, amount, held)
		}
		if !held {
			d.amounts[at] = amount
		}
	}
	if changed != len(result.Changes) {
		d.rt.Fatalf("%d changes reported, %d are true", len(result.Changes), changed)
	}
	for _, month := range read.Months() {
		d.known[month] = true
	}
	if wrong := difference(figures(d.rt, d.read("actuals.csv")), d.shown(d.file)); wrong != "" {
		d.rt.Fatalf("file of %s: %s", d.file, wrong)
	}
}

func (d *diary) reported(result *Result, at cell, month ledger.Month, old, amount ledger.Amount, held bool) {
	for _, c := range result.Changes {
		if c.AccountID == at.account && c.Month == month && string(c.Statement) == at.statement {
			if !c.Old.Equal(old) || !c.New.Equal(amount) || c.Held != held || c.PreviousImportID == "" || c.ImportID != result.Files[len(result.Files)-1].Import {
				d.rt.Fatalf("change %+v, want %s to %s, held %v", c, old, amount, held)
			}
			return
		}
	}
	d.rt.Fatalf("the change of %v from %s to %s is not reported", at, old, amount)
}

// shown is the diary's amounts in the months of a file, without lines of zeros.
func (d *diary) shown(months ledger.Range) map[cell]ledger.Amount {
	type line struct{ statement, account string }
	alive := map[line]bool{}
	for at, amount := range d.amounts {
		month, _ := ledger.ParseMonth(at.period)
		if months.Contains(month) && !amount.IsZero() {
			alive[line{at.statement, at.account}] = true
		}
	}
	shown := map[cell]ledger.Amount{}
	for at := range alive {
		for _, month := range months.Months() {
			key := cell{"main", at.statement, at.account, month.String()}
			shown[key] = d.amounts[key]
		}
	}
	return shown
}

// export writes the last file again from memory: the same bytes.
func (d *diary) export() {
	var again bytes.Buffer
	if _, err := d.importer.ExportActuals(context.Background(), ActualsOptions{Model: "acme", File: toBuffer(&again)}); err != nil {
		d.rt.Fatal(err)
	}
	if again.String() != d.read("actuals.csv") {
		d.rt.Fatal("the export is not what the import wrote")
	}
}
