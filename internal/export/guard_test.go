package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestGuard(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "Rent": "Rent", "=1+1": "'=1+1", "+44": "'+44", "-Sales": "'-Sales", "@Home": "'@Home",
		"\tTab": "'\tTab", "\rReturn": "'\rReturn", "'Quoted'": "''Quoted'", "a=b": "a=b", " =x": " =x",
	} {
		if got := Guard(cell); got != want {
			t.Errorf("Guard(%q) = %q, want %q", cell, got, want)
		}
		if got := Unguard(want); got != cell {
			t.Errorf("Unguard(%q) = %q, want %q", want, got, cell)
		}
	}
	if got := Unguard("'tis"); got != "'tis" {
		t.Errorf("Unguard took an apostrophe off that Guard did not put there: %q", got)
	}
}

func FuzzGuard(f *testing.F) {
	for _, cell := range []string{"", "=1", "''", "'", "-\"x\",\n"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		guarded := Guard(cell)
		if Unguard(guarded) != cell {
			t.Errorf("%q comes back as %q", cell, Unguard(guarded))
		}
		if guarded != "" && strings.ContainsRune("=+-@\t\r", rune(guarded[0])) {
			t.Errorf("%q is still dangerous", guarded)
		}
	})
}

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
				if Unguard(row[j]) != rows[i][j] {
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
	for format, want := range map[Format]string{
		CSV:  "name,amount\nbad \uFFFD,-5.00\n",
		JSON: "{\"import\": null,\n\"rows\": [\n{\"name\": \"bad \uFFFD\", \"amount\": \"-5.00\"}\n]}\n",
	} {
		var out bytes.Buffer
		if _, err := table.Write(&out, format, nil); err != nil || out.String() != want {
			t.Errorf("%s: %q, %v, want %q", format, out.String(), err, want)
		}
	}
}
