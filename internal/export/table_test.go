package export

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestWriteListOfEveryKind(t *testing.T) {
	table := Table{
		Columns: []Column{{"name", Text}, {"at", Figure}, {"ties", Flag}, {"rows", Number}},
		Rows: func(yield func([]string) bool) {
			if yield([]string{"=a", "2026-10", "true", "7"}) {
				yield([]string{"b", "", "", ""})
			}
		},
	}
	var out bytes.Buffer
	rows, err := table.WriteList(&out, "imports")
	want := "{\"imports\": [\n" +
		"{\"name\": \"=a\", \"at\": \"2026-10\", \"ties\": true, \"rows\": 7},\n" +
		"{\"name\": \"b\", \"at\": \"\", \"ties\": null, \"rows\": null}\n]}\n"
	if err != nil || rows != 2 || out.String() != want {
		t.Errorf("%d rows, %v:\n%s", rows, err, out.String())
	}
}

func TestAFullDiskIsReported(t *testing.T) {
	for _, format := range []Format{CSV, JSON} {
		if _, err := sample().Table(Long).Write(full{}, format, sampleImport()); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want that the disk is full", format, err)
		}
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestParseLayout(t *testing.T) {
	for text, want := range map[string]Layout{"": Long, "long": Long, "wide": Wide, "series": Series, "tall": ""} {
		if got, err := ParseLayout(text); got != want || (err != nil) != (want == "") {
			t.Errorf("ParseLayout(%q) = %q, %v", text, got, err)
		}
	}
}

// TestSeriesNamesAreAllDifferent covers names that collide in odd ways.
func TestSeriesNamesAreAllDifferent(t *testing.T) {
	line := func(id, name string, on ledger.Statement) ActualsLine {
		return ActualsLine{Source: &Source{Entity: "main"}, Account: ledger.Account{ID: id, Name: name}, Statement: on}
	}
	a := Actuals{Lines: []ActualsLine{
		line("1", "Rent", ledger.ProfitAndLoss), line("2", "Rent", ledger.ProfitAndLoss),
		line("3", "Rent [1]", ledger.ProfitAndLoss), // called what the first one becomes
		line("4", "Moved", ledger.ProfitAndLoss), line("4", "Moved", ledger.BalanceSheet),
		line("5", "Alone", ledger.BalanceSheet),
	}}
	want := []string{"Rent [1] [1]", "Rent [2]", "Rent [1] [3]", "Moved [4] [4] [profit and loss]", "Moved [4] [4] [balance sheet]", "Alone"}
	if got := a.seriesNames(); !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
}
