package spoilt

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var update = flag.Bool("update", false, "write the tables in docs/promise.md anew")

// promise is the page that keeps the tables, between two marks.
const (
	promise = "../../../docs/promise.md"
	opening = "<!-- spoilt answers: written by LEDGERLINK_SPOILT=20000 go test ./internal/acceptance/spoilt -run Spoilt -update -->\n"
	closing = "<!-- end of spoilt answers -->\n"
)

// inPromise is how many answers are spoilt for each table of the page at least.
const inPromise = 20_000

// permille returns how many of a thousand spoilt answers may stay silent at a level.
func permille(level ledger.Verify) int {
	switch level {
	case ledger.VerifyEvery:
		return 0
	case ledger.VerifyYears:
		return 8
	}
	return 40 // nothing is promised; it is seen when it gets worse
}

// checkBar says whether more stay silent at a level than the promise allows.
func checkBar(level ledger.Verify, tried, silent int) error {
	if 1000*silent > permille(level)*tried {
		return fmt.Errorf("--verify %s: %d of %d spoilt answers stay silent, more than %d in a thousand", level, silent, tried, permille(level))
	}
	return nil
}

// page returns the tables of the page: the outcomes by class at each level, and
// the kinds of damage that stay silent at any.
func page(tallies map[ledger.Verify]*tally) string {
	var text strings.Builder
	for _, level := range levels() {
		fmt.Fprintf(&text, headings, "`--verify "+string(level)+"`")
		for _, class := range tallies[level].byClass() {
			text.WriteString(class.String())
		}
		text.WriteString(tallies[level].sum().String() + "\n")
	}
	text.WriteString("| silent of those tried | last | years | every |\n|---|---:|---:|---:|\n")
	for i, row := range tallies[ledger.VerifyLast].rows {
		cells, any := "", false
		for _, level := range levels() {
			r := tallies[level].rows[i]
			cells += fmt.Sprintf(" %d of %d |", r.counts[silent], r.tried())
			any = any || r.counts[silent] > 0
		}
		if any {
			fmt.Fprintf(&text, "| %s: %s |%s\n", row.class, row.name, cells)
		}
	}
	return text.String()
}

// writePage replaces what stands between the marks; without marks it stands last.
func writePage(tables string) error {
	text, err := os.ReadFile(promise)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(promise), 0o755); err != nil {
		return err
	}
	before, rest, _ := strings.Cut(string(text), opening)
	_, after, _ := strings.Cut(rest, closing)
	return os.WriteFile(promise, []byte(before+opening+tables+closing+after), 0o644)
}

// tableRow is a row of a table as the page holds it: a name and five numbers.
var tableRow = regexp.MustCompile(`(?m)^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$`)

// TestSpoiltPromise compares the page with the bars and with the classes of damage
// there are.
func TestSpoiltPromise(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(promise)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), opening)
	if !found {
		t.Fatalf("%s lacks the mark %q", promise, opening)
	}
	tables, _, _ := strings.Cut(rest, closing)
	for _, level := range levels() {
		_, table, found := strings.Cut(tables, "| `--verify "+string(level)+"` |")
		if !found {
			t.Fatalf("%s lacks the table of --verify %s", promise, level)
		}
		table, _, _ = strings.Cut(table, "\n\n")
		checkTable(t, level, table)
	}
}

func checkTable(t *testing.T, level ledger.Verify, table string) {
	t.Helper()
	counts := map[string][]int{}
	for _, match := range tableRow.FindAllStringSubmatch(table, -1) {
		for _, text := range match[2:] {
			n, err := strconv.Atoi(text)
			if err != nil {
				t.Fatal(err)
			}
			counts[match[1]] = append(counts[match[1]], n)
		}
	}
	all := counts["all"]
	if len(all) != 5 || all[0] < inPromise {
		t.Fatalf("--verify %s: the row of all is %v, want at least %d tried", level, all, inPromise)
	}
	delete(counts, "all")
	classes := map[string]bool{}
	for _, d := range damages() {
		classes[d.class] = true
	}
	if got, want := slices.Sorted(maps.Keys(counts)), slices.Sorted(maps.Keys(classes)); !slices.Equal(got, want) {
		t.Errorf("--verify %s: the page has the classes %q, there are %q", level, got, want)
	}
	if err := checkBar(level, all[0], all[4]); err != nil {
		t.Error(err)
	}
}
