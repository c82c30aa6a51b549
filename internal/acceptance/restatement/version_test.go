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
	d := newWorkspace(newHarness(t), folder)
	d.Env["LEDGERLINK_PASSPHRASE"] = "correct horse battery staple"
	if err := os.Chmod(d.Home, 0o700); err != nil {
		t.Fatal(err)
	}
	original := read(t, filepath.Join(d.Home, "ledgerlink.db"))

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
		sameTable(t, name, table(t, d.Must(args...)), table(t, d.Read("want/"+name+".csv")))
	}
	d.sealed(t)
	d.keptBeside(t, original)
	d.Must("mapping", "set", "--entity", "uk", "--account", "200", "--type", "Opex")
	d.Must("lock", "--through", "2026-09")
	d.Must("store", "check")
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
func (d *workspace) sealed(t *testing.T) {
	t.Helper()
	kept, err := store.Open(store.Options{Home: d.Home, Now: d.Now, Passphrase: d.Env["LEDGERLINK_PASSPHRASE"]})
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
func (d *workspace) keptBeside(t *testing.T, original string) {
	t.Helper()
	backups, err := filepath.Glob(filepath.Join(d.Home, "*.bak"))
	if err != nil {
		t.Fatal(err)
	}
	if read(t, filepath.Join(d.Home, "ledgerlink.db")) == original {
		if len(backups) > 0 {
			t.Errorf("the file is as it was, and yet there is %v", backups)
		}
		return
	}
	if !slices.ContainsFunc(backups, func(name string) bool { return strings.HasSuffix(name, ".v1.bak") }) {
		t.Fatalf("the schema has changed and the older version is not kept: %v", backups)
	}
	old := newWorkspace(d.Server, t.TempDir())
	old.Env["LEDGERLINK_PASSPHRASE"] = d.Env["LEDGERLINK_PASSPHRASE"]
	if err := os.Mkdir(old.Home, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(old.Home, "ledgerlink.db"), read(t, filepath.Join(d.Home, "ledgerlink.db.v1.bak")))
	old.Must("status")
	sameTable(t, "the kept history", table(t, old.Must("history", "--format", "csv")), table(t, d.Read("want/history.csv")))
}
