package export

import (
	"bytes"
	"encoding/csv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/formula"
)

// TestCSVReadsBack proves that any text survives a CSV file, but for what
// encoding/csv itself does to line ends within a cell.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.StringMatching(`[=+\-@'" ,\n\ta-zé]{0,8}`), 3, 3)
		rows := rapid.SliceOf(text).Draw(t, "rows")
		table := Table{Columns: columns(Text, "a", "b", "c"), Rows: func(yield func([]string) bool) {
			for _, row := range rows {
				if !yield(row) {
					return
				}
			}
		}}
		var out bytes.Buffer
		if n, err := table.WriteCSV(&out); err != nil || n != len(rows) {
			t.Fatalf("%d rows, %v", n, err)
		}
		back, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range back[1:] {
			for j := range row {
				if formula.Unguard(row[j]) != rows[i][j] {
					t.Fatalf("cell %q came back as %q", rows[i][j], row[j])
				}
			}
		}
	})
}

func TestAmountsAreNotGuardedAndBadTextIsMended(t *testing.T) {
	table := Table{Columns: append(columns(Text, "name"), columns(Figure, "amount")...), Rows: func(yield func([]string) bool) {
		yield([]string{"bad \xff", "-5.00"})
	}}
	var csv, json bytes.Buffer
	if _, err := table.WriteCSV(&csv); err != nil || csv.String() != "name,amount\nbad \uFFFD,-5.00\n" {
		t.Errorf("CSV: %q, %v", csv.String(), err)
	}
	want := "{\"import\": null,\n\"rows\": [\n{\"name\": \"bad \uFFFD\", \"amount\": \"-5.00\"}\n]}\n"
	if _, err := table.WriteJSON(&json, nil); err != nil || json.String() != want {
		t.Errorf("JSON: %q, %v, want %q", json.String(), err, want)
	}
}
