package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// desk is where somebody works with the tool: a store, an environment, a clock
// and a browser that goes where it is sent.
type desk struct {
	t       *testing.T
	home    string
	env     map[string]string
	now     func() time.Time
	http    *http.Client
	keys    store.KeyChoice
	browser func(url string) error
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, home: t.TempDir(), env: map[string]string{}, now: clock(scriptDay), keys: store.KeyFile}
	d.env["LEDGERLINK_HOME"] = d.home
	d.browser = func(string) error { return errors.New("there is no browser") }
	return d
}

// run is the tool in this process.
func (d *desk) run(stdin string, args ...string) (code int, out, err string) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(d.t.Context(), args, cli.Streams{In: strings.NewReader(stdin), Out: &stdout, Err: &stderr},
		cli.WithEnv(func(name string) string { return d.env[name] }), cli.WithNow(d.now), cli.WithKeys(d.keys),
		cli.WithSleep(func(ctx context.Context, _ time.Duration) error { return ctx.Err() }),
		cli.WithBrowser(d.browser), cli.WithHTTP(d.http))
	return code, stdout.String(), stderr.String()
}

// want runs the tool and is content with one exit code only.
func (d *desk) want(code int, args ...string) (out, err string) {
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

// simulate puts a simulator of two companies on the desk.
func (d *desk) simulate(change func(*simulator.Options)) *simulator.Server {
	d.t.Helper()
	options := simulator.Options{Now: d.now, AutoConsent: oauth.AutoConsent{Approve: true}}
	for _, name := range []string{"Pennine Cycle Works", "Cedar Street Dental Supply"} {
		book, err := books.Believable(name, ledger.DateOf(d.now()))
		if err != nil {
			d.t.Fatal(err)
		}
		options.Books = append(options.Books, book)
	}
	if change != nil {
		change(&options)
	}
	server, err := simulator.New(options)
	if err != nil {
		d.t.Fatal(err)
	}
	web := httptest.NewServer(server)
	d.t.Cleanup(func() { server.Close(); web.Close() })
	d.env["LEDGERLINK_SIMULATOR"] = web.URL
	d.browser = d.follow
	return server
}

// follow is a browser that goes where it is sent.
func (d *desk) follow(address string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	answer, err := (&http.Client{Jar: jar}).Get(address)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return errors.Join(err, answer.Body.Close())
}

// connect links a model, through a port that is free.
func (d *desk) connect(provider, model string) {
	d.t.Helper()
	port, err := freePort()
	if err != nil {
		d.t.Fatal(err)
	}
	d.want(0, "connect", provider, "--model", model, "--port", port)
}
