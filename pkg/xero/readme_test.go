package xero_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestTheProgramOfTheReadmeRuns builds the program below "As a library" as it is
// printed and runs it against simulated answers.
func TestTheProgramOfTheReadmeRuns(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it runs the compiler")
	}
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## As a library\n")
	_, section, _ = strings.Cut(section, "```go\n")
	program, _, closed := strings.Cut(section, "```")
	if !closed {
		t.Fatal("there is no program below As a library")
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	october := ledger.NewMonth(2026, time.October)
	books, err := bookstest.Random(1, bookstest.RandomOptions{
		Provider: ledger.Xero, History: ledger.Range{From: october - 20, To: october}, Accounts: 10, Journals: 100,
	})
	if err != nil {
		t.Fatal(err)
	}
	api := xeroapi.Server{Now: func() time.Time { return time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC) }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer invented" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		api.Serve(w, r, books)
	}))
	defer server.Close()

	binary := filepath.Join(t.TempDir(), "year.exe")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, file)
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	run := func(token string) (string, error) {
		command := exec.CommandContext(t.Context(), binary)
		command.Env = append(os.Environ(), "XERO_TOKEN="+token, "XERO_TENANT="+books.Organisation().ID, "XERO_API="+server.URL)
		output, err := command.CombinedOutput()
		return string(output), err
	}
	output, err := run("invented")
	if err != nil || !strings.Contains(output, " figures agree with a second report\n") || strings.Count(output, books.Organisation().Currency) < 5 {
		t.Errorf("%v\n%s", err, output)
	}
	if output, err := run("expired"); err == nil || !strings.HasPrefix(output, "sign in again: cannot read ") {
		t.Errorf("%v\n%s", err, output)
	}
}
