package xero

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
	"time"
)

// plainReport is a report as encoding/json decodes it into structs.
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

// bigReport is a profit and loss of 12 months and 2,000 accounts.
func bigReport() []byte {
	var b bytes.Buffer
	b.WriteString(`{"Id":"1","Status":"OK","Reports":[{"ReportID":"ProfitAndLoss","ReportType":"ProfitAndLoss",` +
		`"ReportTitles":["Profit & Loss","Org","1 May 2026 to 31 May 2026"],"Rows":[{"RowType":"Header","Cells":[{"Value":""}`)
	for m := range 12 {
		fmt.Fprintf(&b, `,{"Value":"%d"}`, m)
	}
	b.WriteString(`]},{"RowType":"Section","Title":"Income","Rows":[`)
	for i := range 2000 {
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

func parseOurs(b *testing.B, body []byte) {
	if r, err := readReport(bytes.NewReader(body)); err != nil || len(r.rows) != 2000 {
		b.Fatal(err)
	}
}

func parsePlain(b *testing.B, body []byte) {
	var answer plainReport
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(&answer); err != nil || len(answer.Reports[0].Rows[1].Rows) != 2000 {
		b.Fatal(err)
	}
}

// BenchmarkParseReport reads a report of 24,000 amounts. "times-faster" and
// "times-leaner" compare with its twin.
func BenchmarkParseReport(b *testing.B) {
	body := bigReport()
	plainTime, plainBytes := measure(b, body, parsePlain)
	oursTime, oursBytes := measure(b, body, parseOurs)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		parseOurs(b, body)
	}
	b.ReportMetric(plainTime.Seconds()/oursTime.Seconds(), "times-faster")
	b.ReportMetric(float64(plainBytes)/float64(oursBytes), "times-leaner")
}

// BenchmarkParseReportPlain is the twin: encoding/json into structs.
func BenchmarkParseReportPlain(b *testing.B) {
	body := bigReport()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		parsePlain(b, body)
	}
}

// measure is the shortest time of ten runs and the bytes one run allocates.
func measure(b *testing.B, body []byte, parse func(*testing.B, []byte)) (time.Duration, uint64) {
	best := time.Hour
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	const runs = 10
	for range runs {
		started := time.Now()
		parse(b, body)
		best = min(best, time.Since(started))
	}
	runtime.ReadMemStats(&after)
	return best, (after.TotalAlloc - before.TotalAlloc) / runs
}
