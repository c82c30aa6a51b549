package xero

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
)

// flat writes a report as text, one row a line.
func flat(r *report) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.id, r.kind, r.titles, r.columns)
	for _, line := range r.rows {
		title := "-"
		if line.section >= 0 {
			title = r.sections[line.section].title
		}
		fmt.Fprintf(&b, "%s/%s/%s %v\n", title, line.account, line.label, line.amounts)
	}
	return b.String()
}

func TestReportsInAnyShape(t *testing.T) {
	const want = `P P [a b c] [1 2]
In "come"/id 1/Sales é [1.00 -2.50]
Within/id 2/Deep [3 0.00]
In "come"//Total [0.00 0.00]
-//End [0.00 0.00]
`
	for name, body := range map[string]string{
		"as observed": `{"Status":"OK","Reports":[{"ReportID":"P","ReportType":"P","ReportTitles":["a","b","c"],"Fields":[],"Rows":[
			{"RowType":"Header","Cells":[{"Value":""},{"Value":"1"},{"Value":"2"}]},
			{"RowType":"Section","Title":"In \"come\"","Rows":[
				{"RowType":"Row","Cells":[{"Value":"Sales \u00e9","Attributes":[{"Value":"x","Id":"groupID"},{"Value":"id 1","Id":"account"}]},{"Value":"1.00","Attributes":[{"Value":"id 1","Id":"account"}]},{"Value":"-2.50"}]},
				{"RowType":"Section","Title":"Within","Rows":[{"RowType":"Row","Cells":[{"Value":"Deep","Attributes":[{"Id":"account","Value":"id 2"}]},{"Value":"3"},{"Value":""}]}]},
				{"RowType":"SummaryRow","Cells":[{"Value":"Total"},{"Value":"0.00"},{"Value":""}]}]},
			{"RowType":"Section","Title":"Empty","Rows":[]},
			{"RowType":"SummaryRow","Cells":[{"Value":"End"},{"Value":""},{"Value":null}]}]}]}`,
		"keys in another case, members in another order, nulls and numbers": `{"reports":[{"rows":[
			{"cells":[{"value":null},{"value":1},{"value":2}],"rowType":"Header","title":null,"rows":null},
			{"ROWS":[
				{"cells":[{"attributes":[{"id":"account","value":"id 1","more":[1,{"a":2}]}],"value":"Sales é"},{"attributes":null,"value":1.00},{"value":-2.50}],"rowtype":"Row"},
				{"Rows":[{"Cells":[{"Value":"Deep"},{"Value":3,"Attributes":[{"Id":"account","Value":"id 2"}]},{}]}],"Title":"Within"},
				{"cells":[{"value":"Total"},{},{}],"rowtype":"SummaryRow"}],"title":"In \"come\"","rowtype":"Section"},
			{"RowType":"SummaryRow","Cells":[{"Value":"End"},{"Value":""},{"Value":null}]}
			],"reporttitles":["a","b","c"],"reporttype":"P","reportid":"P"}],"status":null,"Unknown":{"Rows":[]}}`,
	} {
		r, err := readReport(strings.NewReader(body))
		if err != nil {
			t.Fatal(name, err)
		}
		if diff := cmp.Diff(want, flat(r)); diff != "" {
			t.Error(name, diff)
		}
	}
}

// TestEveryRecordedReportIsRead reads all that there are: no row is lost, and
// every row of an account has a label of its own.
func TestEveryRecordedReportIsRead(t *testing.T) {
	read := 0
	for _, folder := range []string{"xero/anonymised-real", "xero/openapi-examples"} {
		root := recordings.Path(t, folder)
		files, err := os.ReadDir(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(filepath.Join(root, file.Name()))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(content), `"ReportTitles"`) {
				continue
			}
			r, err := readReport(strings.NewReader(string(content)))
			if strings.Contains(file.Name(), "summary") { // of no use here; their cells are not all amounts
				continue
			}
			if err != nil {
				t.Error(file.Name(), err)
				continue
			}
			read++
			if rows := strings.Count(string(content), `"Cells"`) - 1; len(r.rows) != rows {
				t.Errorf("%s: %d of %d rows", file.Name(), len(r.rows), rows)
			}
			for _, line := range r.rows {
				if line.label == "" || line.label == "account" {
					t.Errorf("%s: a row without a label", file.Name())
				}
			}
		}
	}
	if read < 20 {
		t.Errorf("only %d reports", read)
	}
}
