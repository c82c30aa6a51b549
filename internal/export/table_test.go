package export

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestWriteJSONOfEveryKind(t *testing.T) {
	table := Table{
		Columns: []Column{{"name", Text}, {"at", Figure}, {"ties", Flag}, {"rows", Number}},
		Rows: func(yield func([]string) bool) {
			if yield([]string{"=a", "2026-10", "true", "7"}) {
				yield([]string{"b", "", "", ""})
			}
		},
	}
	var out bytes.Buffer
	rows, err := table.WriteJSON(&out, nil)
	want := "{\"import\": null,\n\"rows\": [\n" +
		"{\"name\": \"=a\", \"at\": \"2026-10\", \"ties\": true, \"rows\": 7},\n" +
		"{\"name\": \"b\", \"at\": \"\", \"ties\": null, \"rows\": null}\n]}\n"
	if err != nil || rows != 2 || out.String() != want {
		t.Errorf("%d rows, %v:\n%s", rows, err, out.String())
	}
}

func TestAFullDiskIsReported(t *testing.T) {
	t.Parallel()
	table := sample().Table(Long)
	if _, err := table.WriteCSV(full{}); !errors.Is(err, errFull) {
		t.Errorf("CSV: error %v, want that the disk is full", err)
	}
	if _, err := table.WriteJSON(full{}, nil); !errors.Is(err, errFull) {
		t.Errorf("JSON: error %v, want that the disk is full", err)
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestSeriesNamesAreAllDifferent covers names that collide in odd ways.
func TestSeriesNamesAreAllDifferent(t *testing.T) {
	of := func(id, name string, on ledger.Statement) line {
		return line{Line: &ledger.Line{Statement: on}, account: ledger.Account{ID: id, Name: name}}
	}
	lines := []line{
		of("1", "Rent", ledger.ProfitAndLoss), of("2", "Rent", ledger.ProfitAndLoss),
		of("3", "Rent [1]", ledger.ProfitAndLoss), // called what the first one becomes
		of("4", "Moved", ledger.ProfitAndLoss), of("4", "Moved", ledger.BalanceSheet),
		of("5", "Alone", ledger.BalanceSheet),
	}
	want := []string{"Rent [1] [1]", "Rent [2]", "Rent [1] [3]", "Moved [4] [4] [profit and loss]", "Moved [4] [4] [balance sheet]", "Alone"}
	if got := seriesNames(lines, false); !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
}

func TestTargetResolve(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ given, want Target }{
		{Target{}, Target{Path: "acme-actuals.csv", Format: CSV}},
		{Target{Format: JSON}, Target{Path: "acme-actuals.json", Format: JSON}},
		{Target{Path: "a.csv"}, Target{Path: "a.csv", Format: CSV}},
		{Target{Path: "a.JSON"}, Target{Path: "a.JSON", Format: JSON}},
		{Target{Path: "a.csv", Format: JSON}, Target{Path: "a.csv", Format: JSON}},
		{Target{Path: "a.json", Format: CSV}, Target{Path: "a.json", Format: CSV}},
		{Target{Path: "-"}, Target{Path: "-", Format: CSV}},
	} {
		if got := test.given.Resolve("acme", model.Actuals); got != test.want {
			t.Errorf("%+v becomes %+v, want %+v", test.given, got, test.want)
		}
	}
}
