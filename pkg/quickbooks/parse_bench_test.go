package quickbooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// plainReport is the report as encoding/json would read it into structs: the
// twin that the streaming parser is measured against.
type plainReport struct {
	Header struct {
		Time, ReportName, ReportBasis, StartPeriod, EndPeriod, SummarizeColumnsBy, Currency string
		Option                                                                              []struct{ Name, Value string }
	}
	Columns struct{ Column []plainColumn }
	Rows    plainRows
}

type plainColumn struct {
	ColTitle, ColType string
	MetaData          []struct{ Name, Value string }
}

type plainRows struct{ Row []plainRow }

type plainRow struct {
	Type    string `json:"type"`
	Group   string `json:"group"`
	ColData []plainCell
	Header  *struct{ ColData []plainCell }
	Rows    *plainRows
	Summary *struct{ ColData []plainCell }
}

type plainCell struct {
	Value string `json:"value"`
	ID    string `json:"id"`
}

// mostCells is the most cells Intuit serves.
const mostCells = 400_000

// manyCells is a profit and loss of that many cells.
func manyCells(cells int) []byte {
	var text strings.Builder
	text.WriteString(`{"Header":{"Time":"2026-11-21T08:00:00-08:00","ReportName":"ProfitAndLoss","ReportBasis":"Accrual","StartPeriod":"2025-11-01","EndPeriod":"2026-10-31","SummarizeColumnsBy":"Month","Currency":"USD","Option":[{"Name":"NoReportData","Value":"false"}]},"Columns":{"Column":[{"ColTitle":"","ColType":"Account","MetaData":[{"Name":"ColKey","Value":"account"}]}`)
	for month := range 13 {
		fmt.Fprintf(&text, `,{"ColTitle":"%d","ColType":"Money","MetaData":[{"Name":"ColKey","Value":"%d"}]}`, month, month)
	}
	text.WriteString(`]},"Rows":{"Row":[{"Header":{"ColData":[{"value":"Income"}]},"Rows":{"Row":[`)
	for line := range cells / 14 {
		if line > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"ColData":[{"value":"Account %d","id":"%d"}`, line, 1000+line)
		for month := range 13 {
			fmt.Fprintf(&text, `,{"value":"%d.%02d"}`, line*(month+1)%100_000, line%100)
		}
		text.WriteString(`],"type":"Data"}`)
	}
	text.WriteString(`]},"Summary":{"ColData":[{"value":"Total Income"}]},"type":"Section","group":"Income"}]}}`)
	return []byte(text.String())
}

// BenchmarkParseReport reads a report of 400,000 cells as it would come from the
// network. times_plain is how many times faster it is than encoding/json into
// structs, memory_of_plain and allocs_of_plain what share it takes of the twin's.
func BenchmarkParseReport(b *testing.B) {
	content := manyCells(mostCells)
	plain := measure(b, content, readPlain)
	ours := measure(b, content, readStreaming)
	b.ResetTimer()
	b.ReportAllocs()
	readAll(b, content, readStreaming)
	b.ReportMetric(plain.took.Seconds()/ours.took.Seconds(), "times_plain")
	b.ReportMetric(float64(ours.bytes)/float64(plain.bytes), "memory_of_plain")
	b.ReportMetric(float64(ours.allocs)/float64(plain.allocs), "allocs_of_plain")
}

// BenchmarkParseReportPlain is the twin.
func BenchmarkParseReportPlain(b *testing.B) {
	content := manyCells(mostCells)
	b.ResetTimer()
	b.ReportAllocs()
	readAll(b, content, readPlain)
}

func readAll(b *testing.B, content []byte, read func(io.Reader) error) {
	b.SetBytes(int64(len(content)))
	for range b.N {
		if err := read(bytes.NewReader(content)); err != nil {
			b.Fatal(err)
		}
	}
}

func readPlain(body io.Reader) error {
	var r plainReport
	return json.NewDecoder(body).Decode(&r)
}

func readStreaming(body io.Reader) error {
	_, err := readReport(body)
	return err
}

type measured struct {
	took          time.Duration
	bytes, allocs uint64
}

// measure is the best of eight runs: other work on the machine only ever slows one down.
func measure(b *testing.B, content []byte, read func(io.Reader) error) measured {
	var best measured
	for range 8 {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		started := time.Now()
		if err := read(bytes.NewReader(content)); err != nil {
			b.Fatal(err)
		}
		took := time.Since(started)
		runtime.ReadMemStats(&after)
		if best.took == 0 || took < best.took {
			best = measured{took, after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs}
		}
	}
	return best
}
