package restatement

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The large company, and what its memory may cost.
const (
	largeAccounts = 5000
	largeMonths   = 60
	mostBytes     = 6_000_000
)

// large are the large company's books: an account moves in every second month or so.
var large = sync.OnceValues(func() (*books.Books, error) {
	return bookstest.Random(5, bookstest.RandomOptions{
		Provider: ledger.Xero, Accounts: largeAccounts, Journals: 60_000,
		History: ledger.Range{From: complete - largeMonths + 1, To: complete},
	})
})

// importLarge is a workspace that has imported the large company, all 60 months, and
// how long that took.
func importLarge(t testing.TB) (*workspace, time.Duration) {
	t.Helper()
	b, err := large()
	if err != nil {
		t.Fatal(err)
	}
	d := newWorkspace(newHarness(t, b), t.TempDir())
	d.connect("main", b)
	started := time.Now()
	d.Must("import", "actuals", "--from", (complete - largeMonths + 1).String(), "-o", d.File("actuals.csv"))
	return d, time.Since(started)
}

// size is what the folder of the store takes on disk.
func (d *workspace) size() int64 {
	d.T.Helper()
	var size int64
	err := filepath.WalkDir(d.Home, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			info, e := entry.Info()
			if err = e; err == nil {
				size += info.Size()
			}
		}
		return err
	})
	if err != nil {
		d.T.Fatal(err)
	}
	return size
}

// TestLargeCompanyStaysSmall imports the large company, refreshes it after an edit,
// and looks at the size of the store and at an export.
func TestLargeCompanyStaysSmall(t *testing.T) {
	if testing.Short() {
		t.Skip("a large company takes seconds to import")
	}
	d, took := importLarge(t)
	first := d.size()
	b, _ := large()
	accounts := b.Accounts()
	amount := ledger.MustAmount("12.34")
	if _, err := b.Post(books.Journal{Date: complete.First(), Lines: []books.Posting{
		{AccountID: accounts[10].ID, NetDebit: amount}, {AccountID: accounts[11].ID, NetDebit: amount.Neg()},
	}}); err != nil {
		t.Fatal(err)
	}
	d.Advance(time.Minute)
	d.Must("refresh")
	started := time.Now()
	d.Must("export", "actuals", "-o", d.File("again.csv"))
	exported := time.Since(started)
	text := d.Read("again.csv")
	if text != d.Read("actuals.csv") {
		t.Error("the export is not the import's file")
	}
	t.Logf("%d accounts × %d months, %d rows, %d MB: imported in %v, exported in %v; the store has %.2f MB, %.2f MB after a refresh",
		largeAccounts, largeMonths, strings.Count(text, "\n")-1, len(text)/1e6, took.Round(time.Millisecond), exported.Round(time.Millisecond), float64(first)/1e6, float64(d.size())/1e6)
	if d.size() > mostBytes {
		t.Errorf("the store has %d bytes", d.size())
	}
}

// BenchmarkLargeExport writes the large company's actuals from memory.
func BenchmarkLargeExport(b *testing.B) {
	d, _ := importLarge(b)
	for _, layout := range layouts {
		b.Run(layout, func(b *testing.B) {
			for b.Loop() {
				d.Must("export", "actuals", "--layout", layout, "-o", d.File("again.csv"))
			}
			b.ReportMetric(float64(d.size())/1e6, "MB-store")
		})
	}
}
