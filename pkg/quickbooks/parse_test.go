package quickbooks

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func stringReader(s fmt.Stringer) io.Reader { return strings.NewReader(s.String()) }

// outline writes rows as text, to compare how they were parsed.
func outline(rows *row, indent string) string {
	var text strings.Builder
	for r := rows; r != nil; r = r.next {
		fmt.Fprintf(&text, "%s%s|%s|%s|%v|%v|%t\n", indent, r.groupName, r.id, r.label, r.cells, r.sum, r.section)
		text.WriteString(outline(r.first, indent+" "))
	}
	return text.String()
}

const twoRows = "Income|||[]|[5.00]|true\n |1|Sales|[5.00]|[]|false\nNetIncome|||[]|[5.00]|true\n"

func TestTheOrderOfKeysDoesNotMatter(t *testing.T) {
	for name, text := range map[string]string{
		"as Intuit writes it": `{"Header":{"ReportName":"X"},"Columns":{},"Rows":{"Row":[{"Header":{"ColData":[{"value":""}]},"Rows":{"Row":[{"ColData":[{"value":"Sales","id":"1"},{"value":"5.00"}],"type":"Data"}]},"Summary":{"ColData":[{"value":"Total","id":"1"},{"value":"5.00"}]},"type":"Section","group":"Income"},{"Summary":{"ColData":[{"value":"Net"},{"value":"5.00"}]},"type":"Section","group":"NetIncome"}]}}`,
		"the other way round": `{"Rows":{"Row":[{"group":"Income","Summary":{"ColData":[{"id":"1","value":"Total"},{"value":"5.00"}]},"Rows":{"Row":[{"type":"Data","ColData":[{"id":"1","value":"Sales"},{"id":"1","value":"5.00"}]}]}},{"group":"NetIncome","Rows":{},"Summary":{"ColData":[{"value":"Net"},{"value":"5.00"}]}}]},"Columns":null,"Header":{"ReportName":"X"}}`,
		"spaced and escaped":  "{ \"Header\" : {\"ReportName\":\"X\"},\n\"Rows\": {\"Row\": [ {\"group\":\"Income\", \"Rows\":{\"Row\":[{\"ColData\":[ {\"value\":\"S\\u0061les\",\"id\":\"1\"}, {\"value\":\"5.00\"} ]}]},\"Summary\":{\"ColData\":[{\"value\":\"T\"},{\"value\":\"5\\u002e00\"}]}},{\"group\":\"NetIncome\",\"Summary\":{\"ColData\":[{},{\"value\":\"5.00\"}]},\"Rows\":{\"Row\":null}} ]} }",
		"numbers and nulls":   `{"Header":{"ReportName":"X"},"Rows":{"Row":[{"group":"Income","Header":null,"Rows":{"Row":[{"Rows":null,"ColData":[{"value":"Sales","id":1},{"value":5.00,"href":null}]}]},"Summary":{"ColData":[{"value":null},{"value":"5.00"}]}},{"group":"NetIncome","Summary":{"ColData":[null,{"value":"5.00"}]}}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			r, err := readReport(iotest.OneByteReader(strings.NewReader(text)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(twoRows, outline(r.rows, "")); diff != "" || r.header.name != "X" {
				t.Error(r.header.name, diff)
			}
		})
	}
}

func TestAnswersThatAreNoReport(t *testing.T) {
	deep := strings.Repeat(`{"Rows":{"Row":[`, 70) + strings.Repeat(`]}}`, 70)
	for name, text := range map[string]string{
		"empty": "", "a page": "<html></html>", "null": "null", "a list": "[]", "no header": `{"Rows":{}}`,
		"a fault": `{"Fault":{"Error":[]}}`, "cut short": `{"Header":{"ReportName":"X"},"Rows":{"Row":[{"ColData":[{"val`,
		"more behind it": `{"Header":{}} {}`, "rows that are text": `{"Header":{},"Rows":{"Row":"x"}}`,
		"a cell that is text": `{"Header":{},"Rows":{"Row":[{"ColData":["x"]}]}}`, "too deep": `{"Header":{},"Rows":{"Row":[` + deep + `]}}`,
		"a value that is a list": `{"Header":{},"Rows":{"Row":[{"ColData":[{"value":[]}]}]}}`,
	} {
		if _, err := readReport(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken for a report", name)
		}
	}
}

func TestTheNoticeIsFoundWhereverItStands(t *testing.T) {
	for _, row := range []string{
		`{"ColData":[{"value":"Unable to display more data. Please reduce the date range."}]}`,
		`{"ColData":[{"value":""},{"value":"unable to display more data"}]}`,
		`{"Header":{"ColData":[{"value":"UNABLE TO DISPLAY MORE DATA"}]}}`,
		`{"Rows":{"Row":[{"Summary":{"ColData":[{"value":"… Unable To Display More Data …"}]}}]}}`,
	} {
		r, err := readReport(strings.NewReader(`{"Header":{},"Rows":{"Row":[` + row + `]}}`))
		if err != nil || !r.truncated {
			t.Error(row, err)
		}
	}
}

// A line costs an allocation for its id and one for its label, its cells none.
func TestALargeReportIsReadInFewAllocations(t *testing.T) {
	const lines = 2000
	content := string(manyCells(14 * lines))
	allocs := testing.AllocsPerRun(1, func() {
		if err := readStreaming(strings.NewReader(content)); err != nil {
			t.Error(err)
		}
	})
	if allocs > 2.5*lines {
		t.Errorf("%.0f allocations for %d lines", allocs, lines)
	}
}
