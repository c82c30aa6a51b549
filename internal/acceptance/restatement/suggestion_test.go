package restatement

import (
	"path/filepath"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestSuggestionsForTheSimulatedCharts compares the suggested types of all
// believable companies with an answer key, which was written out from the
// suggestions and corrected line by line: at least 95 of 100 are right, and none
// is on the wrong statement.
func TestSuggestionsForTheSimulatedCharts(t *testing.T) {
	type account struct{ organisation, name, kind string }
	key := map[account]mapping.Type{}
	for _, row := range table(t, read(t, filepath.Join("testdata", "charts.csv"))) {
		kind, ok := mapping.ParseType(row["variable_type"])
		if !ok {
			t.Fatalf("%v is no type", row)
		}
		key[account{row["organisation"], row["account"], row["ledger_type"]}] = kind
	}
	all, err := books.All(ledger.DateOf(today))
	if err != nil {
		t.Fatal(err)
	}
	right, asked := 0, 0
	for _, b := range all {
		chart := &ledger.Chart{Organisation: b.Organisation()}
		for _, a := range b.Accounts() {
			chart.Accounts = append(chart.Accounts, a.Account)
		}
		for id, suggestion := range mapping.SuggestAll(providers.All().AccountTypes(chart.Organisation.Provider), chart) {
			a, _ := b.Account(id)
			want, ok := key[account{chart.Organisation.Name, a.FullName, a.Type}]
			if !ok {
				t.Errorf("the key has no answer for %q of %s", a.FullName, chart.Organisation.Name)
				continue
			}
			asked++
			if !suggestion.Type.Fits(a.Class.Statement()) {
				t.Errorf("%s %q: %s is on the wrong statement", chart.Organisation.Name, a.FullName, suggestion.Type)
			}
			if suggestion.Type == want {
				right++
				continue
			}
			t.Logf("%s %q (%s): %s, because %s; the key says %s", chart.Organisation.Name, a.FullName, a.Type, suggestion.Type, suggestion.Reason, want)
		}
	}
	t.Logf("%d of %d types right, %.1f%%", right, asked, 100*float64(right)/float64(asked))
	if right*100 < asked*95 || asked < 300 {
		t.Errorf("only %d of %d types are right, want 95%%", right, asked)
	}
}
