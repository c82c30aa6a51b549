package signin

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// failure is one way an endpoint fails. processed: the request has taken effect
// although its answer is lost. intact: the answer can be understood all the same.
type failure struct {
	name      string
	fault     faults.Fault
	processed bool
	intact    bool
	limit     bool // a limit that waiting here does not end
}

var failures = []failure{
	{name: "timeout", fault: faults.Fault{Kind: faults.Timeout}},
	{name: "reset before", fault: faults.Fault{Kind: faults.Reset}},
	{name: "reset for answer", fault: faults.Fault{Kind: faults.Lost}, processed: true},
	{name: "reset in body", fault: faults.Fault{Kind: faults.Truncated}, processed: true},
	{name: "reset after body", fault: faults.Fault{Kind: faults.Unended}, processed: true, intact: true},
	{name: "429", fault: faults.Fault{Kind: faults.RateLimit}},
	{name: "429 for 5 s", fault: faults.Fault{Kind: faults.RateLimit, RetryAfter: "5"}},
	{name: "429 for 18 h", fault: faults.Fault{Kind: faults.RateLimit, RetryAfter: "66975"}, limit: true},
	{name: "500", fault: faults.Fault{Kind: faults.Status, Status: 500}},
	{name: "502", fault: faults.Fault{Kind: faults.Status, Status: 502}},
	{name: "503", fault: faults.Fault{Kind: faults.Status, Status: 503}},
	{name: "504 XML", fault: faults.Fault{Kind: faults.Status, Status: 504, Body: gatewayTimeout, Header: map[string]string{"Content-Type": "application/xml"}}},
	{name: "HTML 200", fault: faults.Fault{Kind: faults.HTML}},
	{name: "wrong type", fault: faults.Fault{Kind: faults.WrongType}, processed: true, intact: true},
	{name: "empty", fault: faults.Fault{Kind: faults.Empty}},
	{name: "10 MB junk", fault: faults.Fault{Kind: faults.Junk, Bytes: 10 << 20}},
}

// gatewayTimeout is what QuickBooks answers with 504, also where JSON was asked
// for (observed).
const gatewayTimeout = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<IntuitResponse time="2026-05-27T11:42:31.710-07:00" xmlns="http://schema.intuit.com/finance/v3">
    <Fault type="SERVICE">
        <Error code="6002">
            <Message>message=GatewayTimeout; errorCode=006002; statusCode=504</Message>
        </Error>
    </Fault>
</IntuitResponse>
`

// cell is what became of one endpoint under one failure.
type cell struct {
	first, always simtest.Result
}

func (c cell) String() string { return fmt.Sprintf("%d %d", c.first.Code, c.always.Code) }

// TestFaultMatrix lets every endpoint fail in every way, once and for good. No
// connection may be lost, no exit code be wrong, nothing be written by what failed.
// With -v it prints the exit codes of both.
func TestFaultMatrix(t *testing.T) {
	rows := endpoints()
	cells := make([][]cell, len(rows))
	t.Run("endpoints", func(t *testing.T) {
		for i, row := range rows {
			t.Run(row.String()+" "+row.name, func(t *testing.T) {
				t.Parallel()
				d := newWorkspace(newHarness(t, servertest.Today))
				if !row.makes {
					d.connect(row.side, "acme").Want(t, 0)
					d.importActuals("acme").Want(t, 0)
				}
				for _, f := range failures {
					cells[i] = append(cells[i], cell{row.suffer(t, d, f, 1), row.suffer(t, d, f, 0)})
				}
			})
		}
	})
	t.Log("\n" + table(rows, cells))
}

func table(rows []endpoint, cells [][]cell) string {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	head := []string{"exit codes: once, for good"}
	for _, f := range failures {
		head = append(head, f.name)
	}
	_, _ = fmt.Fprintln(w, strings.Join(head, "\t"))
	for i, row := range rows {
		line := []string{row.String() + " " + row.name}
		for _, c := range cells[i] {
			line = append(line, c.String())
		}
		_, _ = fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	_ = w.Flush()
	return text.String()
}

// suffer runs the endpoint's command while the failure happens count times, or
// for good.
func (e endpoint) suffer(t *testing.T, d *workspace, f failure, count int) simtest.Result {
	t.Helper()
	d.Advance(e.wait)
	before := d.snapshot()
	f.fault.Match, f.fault.Count = e.match, count
	d.HTTP = &http.Client{Transport: &fastClock{fault: f.fault}}
	if f.fault.Kind != faults.Timeout {
		d.Inject(f.fault)
	}
	got := e.run(d, e.side)
	d.ClearFaults()
	d.HTTP = nil
	if want := e.codes(f, count == 1); !slices.Contains(want, got.Code) {
		t.Errorf("%s, count %d: exit code %d instead of %v\n%s", f.name, count, got.Code, want, got.Err)
	}
	if after := d.snapshot(); got.Code != 0 && after != before {
		t.Errorf("%s, count %d: something was written\n%s\n%s", f.name, count, before, after)
	}
	e.recover(t, d, f, got)
	return got
}

// codes are the exit codes that are right. passing: it fails once only.
func (e endpoint) codes(f failure, passing bool) []int {
	switch {
	case e.loses(f) && passing:
		return []int{3}
	case f.intact && (e.token() || e.ends):
		return []int{0} // all that has to be known arrived
	case e.ends && (f.fault.Kind == faults.Empty || f.fault.Kind == faults.Truncated):
		return []int{0} // the status is all that counts
	case f.limit && !e.token() && !e.ends:
		return []int{6}
	case !passing && e.provider == ledger.QuickBooks && f.fault.Kind == faults.RateLimit && !e.token() && !e.ends:
		return []int{6} // no minute's throttle lasts that long: the month's calls are used up
	case f.limit, e.token() && e.makes:
		return []int{7} // a code is sent once only
	case passing:
		return []int{0}
	case f.intact:
		return []int{0, 7}
	}
	return []int{7}
}

// token is true for the token endpoint.
func (e endpoint) token() bool { return strings.HasSuffix(e.match, e.side.token) }

// loses is true where the provider replaced what was sent, and the answer that
// has the new one is lost.
func (e endpoint) loses(f failure) bool { return e.rotates && f.processed && !f.intact }

// recover checks that all is well once the provider is, and leaves the workspace as
// the next failure needs it.
func (e endpoint) recover(t *testing.T, d *workspace, f failure, got simtest.Result) {
	t.Helper()
	switch {
	case e.ends:
		if got.Code != 0 {
			d.disconnect("acme").Want(t, 0)
		}
		d.Run("status", "--model", "acme").Want(t, 3)
		d.connect(e.side, "acme").Want(t, 0)
	case e.makes:
		if got.Code != 0 {
			d.connect(e.side, "acme").Want(t, 0)
		}
		d.importActuals("acme").Want(t, 0)
		d.disconnect("acme").Want(t, 0)
	case e.loses(f):
		if got.Code != 3 {
			got = d.importActuals("acme")
		}
		got.Want(t, 3)
		got.Shows(t, "cut off just as QuickBooks replaced the sign-in's token", "ledgerlink reconnect --model acme")
		d.Run("reconnect", "--model", "acme", "--paste").Want(t, 0)
	case got.Code != 0:
		if again := d.importActuals("acme"); again.Code != 0 {
			t.Errorf("%s: the connection does not work any more\n%s\nafter\n%s", f.name, again.Err, got.Err)
		}
	}
}

// snapshot is what a failure must leave as it is: connections, imports, files.
func (d *workspace) snapshot() string {
	d.T.Helper()
	kept, err := store.Open(store.Options{Home: d.Home})
	if err != nil {
		d.T.Fatal(err)
	}
	var connections []model.Connection
	var imports []model.Import
	err = kept.View(func(r model.Reader) error {
		if connections, err = r.Connections(""); err == nil {
			imports, err = r.Imports("acme")
		}
		return err
	})
	if err != nil {
		d.T.Fatal(err)
	}
	files, err := filepath.Glob(d.File("*.csv*"))
	if err != nil {
		d.T.Fatal(err)
	}
	text := fmt.Sprintf("%+v\n%d imports\n", connections, len(imports))
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			d.T.Fatal(err)
		}
		text += fmt.Sprintf("%s %x\n", filepath.Base(file), sha256.Sum256(content))
	}
	return text
}

// fastClock gives up at once, with the error of an exchange whose time is over, on
// requests that a Timeout would leave without an answer.
type fastClock struct {
	fault faults.Fault
	mu    sync.Mutex
	done  int
}

func (i *fastClock) RoundTrip(request *http.Request) (*http.Response, error) {
	if i.fault.Kind == faults.Timeout && matches(i.fault, request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		if i.done++; i.fault.Count == 0 || i.done <= i.fault.Count {
			return nil, context.DeadlineExceeded
		}
	}
	return http.DefaultTransport.RoundTrip(request)
}
