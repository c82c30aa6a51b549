package restatement

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestSpreadsheetRoundTrip takes the files through LibreOffice: the mapping is
// opened and saved as CSV, which changes the codes but not the mapping; the sums
// of the actuals are those LibreOffice works out.
func TestSpreadsheetRoundTrip(t *testing.T) {
	office := findOffice(t)
	d := spreadsheetWorkspace(t)
	d.Must("import", "coa", "-o", d.File("coa.csv"))
	d.Must("mapping", "set", "--account", "0090", "--type", "Asset", "--category", "=Cash at bank", "--subcategory", "-1", "--branch", "head office")
	d.Must("mapping", "confirm", "--all")
	d.Must("mapping", "set", "--account", "1E5", "--type", "")
	d.Must("mapping", "export", "-o", d.File("mapping.csv"))
	d.Must("import", "actuals", "--from", "2026-05", "-o", d.File("actuals.csv"))

	documents, saved := filepath.Join(d.Folder, "documents"), filepath.Join(d.Folder, "saved")
	office("fods", documents, d.File("mapping.csv"), d.File("actuals.csv"))
	wanted := addSums(t, filepath.Join(documents, "actuals.fods"), table(t, d.Read("actuals.csv")))
	office("csv", saved, filepath.Join(documents, "mapping.fods"), filepath.Join(documents, "actuals.fods"))

	mapping := read(t, filepath.Join(saved, "mapping.csv"))
	if strings.Contains(mapping, "0090") || !strings.Contains(mapping, ",90,") {
		t.Errorf("LibreOffice left the codes as they were: this proves nothing\n%s", mapping)
	}
	before := d.memory()
	d.Ends(0, "mapping", "apply", filepath.Join(saved, "mapping.csv"), "--yes").Says(t, "Nothing to change")
	if d.memory() != before {
		t.Error("the memory changed")
	}
	got := strings.Split(strings.TrimSpace(read(t, filepath.Join(saved, "actuals.csv"))), "\n")
	for i, sum := range wanted {
		if cell, _, _ := strings.Cut(got[len(got)-len(wanted)+i], ","); strings.Trim(cell, `"`) != sum.amount {
			t.Errorf("%s is %s to LibreOffice and %s to us", sum.formula, cell, sum.amount)
		}
	}
	t.Logf("%d lines of a mapping and %d sums went through LibreOffice", strings.Count(mapping, "\n")-1, len(wanted))
}

// findOffice is LibreOffice without its windows: it opens documents, recognises
// what is in the cells of CSV files as it always does, and saves them in another
// format. Where there is none the test is skipped, but not where tests have to be
// complete.
func findOffice(t *testing.T) func(format, folder string, documents ...string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	if err != nil {
		t.Fatal("LibreOffice (soffice) is not installed")
	}
	profile := t.TempDir()
	return func(format, folder string, documents ...string) {
		t.Helper()
		args := []string{"--headless", "--norestore", "-env:UserInstallation=file://" + profile, "--convert-to", format, "--outdir", folder}
		var out bytes.Buffer
		command := exec.CommandContext(t.Context(), soffice, append(args, documents...)...)
		command.Stdout, command.Stderr = &out, &out
		if err := command.Run(); err != nil {
			t.Fatalf("soffice %s: %v\n%s", strings.Join(args, " "), err, out.String())
		}
	}
}

// spreadsheetWorkspace is connected to a ledger with names and codes that a spreadsheet
// makes something else of.
func spreadsheetWorkspace(t *testing.T) *workspace {
	t.Helper()
	b, err := bookstest.Random(7, bookstest.RandomOptions{Provider: ledger.Xero, Accounts: 30, Journals: 300, History: ledger.Range{From: complete - 8, To: complete}})
	if err != nil {
		t.Fatal(err)
	}
	names := [][2]string{{"0090", "=1+1"}, {"007", "Größe"}, {"1-2", "'Quoted'"}, {"1E5", "+44 20"}, {"-5", "@Home"}, {"", "Tea, \"milk\"\nand sugar"}, {"2026-10", "TRUE"}}
	for i, account := range b.Accounts()[4 : 4+len(names)] {
		if err := b.Renumber(account.ID, names[i][0]); err != nil {
			t.Fatal(err)
		}
		if err := b.Rename(account.ID, names[i][1]); err != nil {
			t.Fatal(err)
		}
	}
	d := newWorkspace(newHarness(t, b), t.TempDir())
	d.connect("main", b)
	return d
}

// sum is what a spreadsheet is asked to add up, and what it has to find.
type sum struct{ formula, amount string }

// addSums adds a row for each sum to a document with the rows of an actuals file:
// by statement and by account, of both columns of amounts.
func addSums(t *testing.T, document string, rows []map[string]string) []sum {
	t.Helper()
	columns := map[string]string{"account_id": "I", "statement": "N", "amount": "P", "net_debit": "Q"} // as the contract has them
	totals := map[string]ledger.Amount{}
	for _, row := range rows {
		for _, by := range []string{"statement", "account_id"} {
			for _, of := range []string{"amount", "net_debit"} {
				formula := fmt.Sprintf("of:=TEXT(SUMIFS([.%s2:.%[1]s%[2]d];[.%[3]s2:.%[3]s%[2]d];&quot;%[4]s&quot;);&quot;0.00&quot;)",
					columns[of], len(rows)+1, columns[by], row[by])
				totals[formula] = totals[formula].Add(ledger.MustAmount(row[of]))
			}
		}
	}
	var sums []sum
	var cells strings.Builder
	for _, formula := range slices.Sorted(maps.Keys(totals)) {
		sums = append(sums, sum{formula, plain(totals[formula])})
		fmt.Fprintf(&cells, `<table:table-row><table:table-cell table:formula="%s"/></table:table-row>`, formula)
	}
	text := read(t, document)
	end := strings.Index(text, "</table:table>")
	if end < 0 {
		t.Fatal("there is no table in " + document)
	}
	write(t, document, text[:end]+cells.String()+text[end:])
	return sums
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
