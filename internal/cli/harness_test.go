package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

func TestMain(m *testing.M) { simtest.Main(m) }

// day is when the clock of a workspace stands.
const day = "2026-11-21T09:00:00Z"

// clock stands at a time now and goes on from there.
func clock(at string) func() time.Time {
	began := time.Now()
	start, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return time.Now
	}
	return func() time.Time { return start.Add(time.Since(began)) }
}

// workspace is where somebody works with the tool without a simulator, until
// simulate is called: a store, an environment, a clock and a browser.
type workspace struct {
	t       *testing.T
	home    string
	env     map[string]string
	now     func() time.Time
	http    *http.Client
	keys    store.KeyChoice
	browser func(url string) error
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	d := &workspace{t: t, home: t.TempDir(), env: map[string]string{}, now: clock(day), keys: store.KeyFile}
	d.env["LEDGERLINK_HOME"] = d.home
	d.browser = func(string) error { return errors.New("there is no browser") }
	return d
}

// run is the tool in this process.
func (d *workspace) run(stdin string, args ...string) (code int, out, err string) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(d.t.Context(), args, terminal.Streams{In: strings.NewReader(stdin), Out: &stdout, Err: &stderr},
		cli.WithEnv(func(name string) string { return d.env[name] }), cli.WithNow(d.now), cli.WithKeys(d.keys),
		cli.WithSleep(func(ctx context.Context, _ time.Duration) error { return ctx.Err() }),
		cli.WithBrowser(d.browser), cli.WithHTTP(d.http))
	return code, stdout.String(), stderr.String()
}

// want runs the tool and is content with one exit code only.
func (d *workspace) want(code int, args ...string) (out, err string) {
	d.t.Helper()
	got, out, err := d.run("", args...)
	if got != code {
		d.t.Fatalf("%q ends with %d, want %d\n%s%s", args, got, code, out, err)
	}
	return out, err
}

// roundTrip answers in place of the providers.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// reply is an answer of a provider.
func reply(r *http.Request, status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}
}

// simulate starts a simulator of two companies for the workspace.
func (d *workspace) simulate(change func(*simulator.Options)) *simulator.Server {
	d.t.Helper()
	options := simulator.Options{
		Now: d.now, Books: servertest.Companies(d.t, "Pennine Cycle Works", "Cedar Street Dental Supply"),
	}
	if change != nil {
		change(&options)
	}
	harness := servertest.New(d.t, options)
	d.env["LEDGERLINK_SIMULATOR"] = harness.URL
	d.browser = simtest.Follow
	return harness.Server
}

// connect links a model, through a port that is free.
func (d *workspace) connect(provider, model string) {
	d.t.Helper()
	d.want(0, "connect", provider, "--model", model, "--port", simtest.FreePort(d.t))
}
