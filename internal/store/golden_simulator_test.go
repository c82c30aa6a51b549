package store

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestAStoreOfTheFirstReleaseKeepsEveryAmount opens a store with two connections
// to the simulator and 24 months of each, written by the last program of schema 2.
// The digests are of what that program read from it.
func TestAStoreOfTheFirstReleaseKeepsEveryAmount(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	ok(t, os.CopyFS(home, os.DirFS(filepath.Join("testdata", "v2-simulator"))))
	s := openAt(t, home)
	for name, want := range map[string]string{
		"cedar":   "1152 amounts 63add468afdecdf0a44127efba50bad272fd19abb6e04fa4ac4c420253a82fe7",
		"harbour": "1320 amounts 6390c68c4ed65f0c18fd999e9b8889ce8ac4d4666d5d8eb36428c1c53e2533b9",
	} {
		series := get1[*model.Series](t)(storetest.Each(s).Series(model.Key{Model: name, Entity: model.MainEntity}, ledger.Accrual))
		hash, amounts := sha256.New(), 0
		_, _ = fmt.Fprintln(hash, series.OrganisationID, series.Basis, series.Months)
		for _, l := range series.Lines {
			_, _ = fmt.Fprintln(hash, l.AccountID, l.Name, l.Class, l.Statement, l.NetDebit)
			amounts += len(l.NetDebit)
		}
		if got := fmt.Sprintf("%d amounts %x", amounts, hash.Sum(nil)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if history := get1[[]model.Import](t)(storetest.Each(s).Imports(name)); len(history) != 2 {
			t.Errorf("%s has %d imports", name, len(history))
		}
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Error(h.Problems)
	}
	if !exists(s.Path() + ".v2.bak") {
		t.Error("the store as it was is not kept")
	}
}
