package xero

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/samples"
)

// plainReport is the same report as encoding/json decodes it into structs.
type plainReport struct {
	Reports []struct {
		ReportID, ReportName, ReportType string
		ReportTitles                     []string
		Rows                             []plainRow
	}
}

type plainRow struct {
	RowType, Title string
	Cells          []struct {
		Value      string
		Attributes []struct{ Id, Value string }
	}
	Rows []plainRow
}

// bigReport is a profit and loss of 12 months and n accounts.
func bigReport(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"Id":"1","Status":"OK","Reports":[{"ReportID":"ProfitAndLoss","ReportType":"ProfitAndLoss","ReportTitles":["Profit & Loss","Org","1 May 2026 to 31 May 2026"],"Rows":[{"RowType":"Header","Cells":[{"Value":""}`)
	for m := range 12 {
		fmt.Fprintf(&b, `,{"Value":"%d"}`, m)
	}
	b.WriteString(`]},{"RowType":"Section","Title":"Income","Rows":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		id := fmt.Sprintf("%08x-5b1c-4c6e-9d0a-0123456789ab", i)
		fmt.Fprintf(&b, `{"RowType":"Row","Cells":[{"Value":"Account number %d","Attributes":[{"Value":"%s","Id":"account"}]}`, i, id)
		for m := range 12 {
			fmt.Fprintf(&b, `,{"Value":"%d.%02d","Attributes":[{"Value":"%s","Id":"account"}]}`, i*37+m*1009, (i+m)%100, id)
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}]}]}`)
	return b.Bytes()
}

func BenchmarkParseReport(b *testing.B) {
	body := bigReport(2000)
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readReport(bytes.NewReader(body)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("plain", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			if err := decodePlain(bytes.NewReader(body)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func decodePlain(body io.Reader) error {
	var answer plainReport
	return json.NewDecoder(body).Decode(&answer)
}

func TestReadsSampleReports(t *testing.T) {
	body := samples.Read(t, "xero/anonymised-real/org-A-pl-single-2026-03.json")
	r, err := readReport(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r.id, r.kind, strings.Join(r.titles, "|"), r.columns, len(r.sections), len(r.rows))
}
