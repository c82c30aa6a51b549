package restatement

import (
	"archive/zip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// TestStoreOfVersion1 opens a store that a program of schema version 1 wrote (a
// group on the simulator, both bases, decisions, a lock, a refresh that found
// changes) beside what that program said about it: everything is still there,
// and where the schema has moved on the older file is kept.
func TestStoreOfVersion1(t *testing.T) {
	archive, err := zip.OpenReader(filepath.Join("testdata", "version1.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	folder := t.TempDir()
	if err := os.CopyFS(folder, archive); err != nil {
		t.Fatal(err)
	}
	d := newWorld(t).newDesk(folder)
	d.passphrase = "correct horse battery staple"
	if err := os.Chmod(d.home, 0o700); err != nil {
		t.Fatal(err)
	}
	original := read(t, filepath.Join(d.home, "ledgerlink.db"))

	months := []string{"--from", "2026-05", "--to", "2026-10", "-o", "-"}
	for name, args := range map[string][]string{
		"actuals": append([]string{"export", "actuals"}, months...),
		"cash":    append([]string{"export", "actuals", "--basis", "cash"}, months...),
		"coa":     {"export", "coa", "-o", "-"},
		"mapping": {"mapping", "export", "-o", "-"},
		"history": {"history", "--format", "csv"},
		"changes": {"changes", "--format", "csv"},
		"status":  {"status", "--format", "csv"},
	} {
		sameTable(t, name, table(t, d.must(args...)), table(t, d.read("want/"+name+".csv")))
	}
	d.sealed(t)
	d.keptBeside(t, original)
	d.must("mapping", "set", "--entity", "uk", "--account", "200", "--type", "Opex")
	d.must("lock", "--through", "2026-09")
	d.must("store", "check")
}

// sameTable fails the test unless the table holds all that was wanted of it;
// columns may have been added, and reasons be told in other words.
func sameTable(t *testing.T, name string, got, want []map[string]string) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%s has %d rows, want %d", name, len(got), len(want))
	}
	for i, row := range want {
		for column, value := range row {
			if column != "reason" && got[i][column] != value {
				t.Fatalf("%s, row %d: %s is %q, want %q", name, i+1, column, got[i][column], value)
			}
		}
	}
}

// sealed checks that the tokens of both sign-ins can be unsealed.
func (d *desk) sealed(t *testing.T) {
	t.Helper()
	kept, err := store.Open(store.Options{Home: d.home, Now: d.Now, Passphrase: d.passphrase})
	if err != nil {
		t.Fatal(err)
	}
	connections, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections("acme") })
	if err != nil || len(connections) != 2 {
		t.Fatal(connections, err)
	}
	for _, c := range connections {
		signIn, err := kept.SignIn(c.SignInID)
		if err != nil || signIn.Tokens.Access == "" || signIn.Tokens.Refresh == "" {
			t.Errorf("%s: the tokens are lost: %v", c.Key, err)
		}
	}
}

// keptBeside checks that a store whose schema has changed was kept as it was.
func (d *desk) keptBeside(t *testing.T, original string) {
	t.Helper()
	backups, err := filepath.Glob(filepath.Join(d.home, "*.bak"))
	if err != nil {
		t.Fatal(err)
	}
	if read(t, filepath.Join(d.home, "ledgerlink.db")) == original {
		if len(backups) > 0 {
			t.Errorf("the file is as it was, and yet there is %v", backups)
		}
		return
	}
	if !slices.ContainsFunc(backups, func(name string) bool { return strings.HasSuffix(name, ".v1.bak") }) {
		t.Fatalf("the schema has changed and the older version is not kept: %v", backups)
	}
	old := d.newDesk(t.TempDir())
	old.passphrase = d.passphrase
	if err := os.Mkdir(old.home, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(old.home, "ledgerlink.db"), read(t, filepath.Join(d.home, "ledgerlink.db.v1.bak")))
	old.must("status")
	sameTable(t, "the kept history", table(t, old.must("history", "--format", "csv")), table(t, d.read("want/history.csv")))
}
