package restatement

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestRandomSequences rewrites the past of random books at random, and checks
// after every import that the tool tells and remembers exactly what is true.
func TestRandomSequences(t *testing.T) {
	sequences := number(t, "LEDGERLINK_SEQUENCES", 12)
	var imports, changes, held int
	for seed := range uint64(sequences) {
		folder := filepath.Join(t.TempDir(), "sequence")
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := newExpectation(t, seed, folder)
			d.importing()
			for range 8 {
				d.step()
			}
			d.nothingLost()
			imports, changes = imports+d.imports, changes+len(d.all)
			for _, row := range d.all {
				if row[len(row)-4:] == "true" {
					held++
				}
			}
		})
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d sequences: %d files written by imports, %d changes told, %d of them held by a lock", sequences, imports, changes, held)
	if changes == 0 || held == 0 {
		t.Error("nothing changed: this proves nothing")
	}
}

// step edits the books here and there and then does something at random.
func (d *expectation) step() {
	edits := []func(*page){d.post, d.post, d.post, d.post, d.rename, d.renumber, d.archive, d.restore, d.open, d.retype, d.close}
	for range 1 + d.random.IntN(5) {
		pick(d, edits)(pick(d, d.entities))
	}
	switch p := pick(d, d.entities); d.random.IntN(10) {
	case 0, 1:
		d.importing()
	case 2, 3, 4, 5:
		d.refreshing()
	case 6:
		d.charting()
	case 7:
		d.failing(p)
	case 8:
		d.locking(p)
	case 9:
		d.deciding(p)
	}
}

// post books a journal on any day, also one long imported.
func (d *expectation) post(p *page) {
	day := ledger.DateOf(today).AddDays(-d.random.IntN(900))
	amount := ledger.NewAmount(d.random.Int64N(1_000_000)-500_000, 2)
	from, to := d.postable(p), d.postable(p)
	d.edited(p, "post", p.books.Post, books.Journal{Date: day, Bases: books.Bases(d.random.IntN(4)), Memo: "back-dated", Lines: []books.Posting{
		{AccountID: from.ID, NetDebit: amount}, {AccountID: to.ID, NetDebit: amount.Neg()},
	}})
}

func (d *expectation) edited(p *page, what string, post func(books.Journal) (int, error), journal books.Journal) {
	d.note("%s: %s %+v", p.name, what, journal)
	if _, err := post(journal); err != nil {
		d.fail("%v", err)
	}
}

func (d *expectation) rename(p *page) {
	d.drawn++
	d.change(p, "rename", func(id string) error { return p.books.Rename(id, fmt.Sprintf("=Name %d", d.drawn)) })
}

func (d *expectation) renumber(p *page) {
	d.drawn++
	code := pick(d, []string{"", fmt.Sprintf("00%d", d.drawn), fmt.Sprintf("-%d", d.drawn)})
	d.change(p, "renumber", func(id string) error { return p.books.Renumber(id, code) })
}

func (d *expectation) archive(p *page) { d.change(p, "archive", p.books.Archive) }
func (d *expectation) restore(p *page) { d.change(p, "restore", p.books.Restore) }

func (d *expectation) change(p *page, what string, edit func(id string) error) {
	account := d.postable(p)
	d.note("%s: %s %s", p.name, what, account.ID)
	if err := edit(account.ID); err != nil {
		d.fail("%v", err)
	}
}

// open opens an account like another one, and posts to it.
func (d *expectation) open(p *page) {
	d.drawn++
	account, bank := d.plainAccount(p), d.postable(p)
	account.ID, account.Name, account.Code = fmt.Sprint("9000", d.drawn), fmt.Sprintf("+New %d", d.drawn), ""
	if p.books.Organisation().Provider == ledger.Xero {
		account.ID = fmt.Sprintf("00000000-0000-4000-8000-%012d", d.drawn)
	}
	account.ParentID, account.SystemAccount, account.Status = "", "", ledger.Active
	d.note("%s: open %s like %s", p.name, account.ID, account.Type)
	p.classes[side{account.ID, account.Class.Statement()}] = account.Class
	if err := p.books.AddAccount(account); err != nil {
		d.fail("%v", err)
	}
	amount := ledger.NewAmount(1+d.random.Int64N(90_000), 2)
	d.edited(p, "first", p.books.Post, books.Journal{Date: complete.First().AddDays(-d.random.IntN(300)), Lines: []books.Posting{
		{AccountID: account.ID, NetDebit: amount}, {AccountID: bank.ID, NetDebit: amount.Neg()},
	}})
}

// plainAccount is an account with no part of its own in the reports.
func (d *expectation) plainAccount(p *page) books.Account {
	var plain []books.Account
	for _, account := range p.books.Accounts() {
		if account.Role == books.Plain && account.Class != "" && account.SystemAccount == "" && !hasFamily(p.books, account) {
			plain = append(plain, account)
		}
	}
	if plain == nil {
		return like(p.books.Organisation().Provider)
	}
	return pick(d, plain)
}

func hasFamily(b *books.Books, account books.Account) bool {
	for _, other := range b.Accounts() {
		if account.ParentID != "" || other.ParentID == account.ID {
			return true
		}
	}
	return false
}

// like is a plain expense account of a provider.
func like(provider ledger.Provider) books.Account {
	account := books.Account{Account: ledger.Account{Type: "OVERHEADS", Class: ledger.Expense}, Role: books.Plain}
	if provider == ledger.QuickBooks {
		account.Type, account.Subtype = "Expense", "Auto"
	}
	return account
}

// retype gives an account the type of another one, on whichever statement.
func (d *expectation) retype(p *page) {
	account, model := d.plainAccount(p), d.plainAccount(p)
	place := side{account.ID, model.Class.Statement()}
	before, been := p.classes[place]
	if _, ok := p.books.Account(account.ID); !ok || been && before.CreditPositive() != model.Class.CreditPositive() {
		return // its old amounts would turn their signs
	}
	if !been {
		p.classes[place] = model.Class
	}
	d.note("%s: retype %s from %s to %s", p.name, account.ID, account.Type, model.Type)
	if err := p.books.Retype(account.ID, model.Type, model.Subtype, model.Class); err != nil {
		d.fail("%v", err)
	}
}

// close sets the ledger's own lock date.
func (d *expectation) close(p *page) {
	p.books.LockThrough((complete - ledger.Month(d.random.IntN(20))).Last())
}
