package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// BenchmarkImport imports 36 months from a simulator that takes 150 ms for every
// answer, and reports how many times longer that takes than the shortest chain of
// answers: both providers allow five calls at once, so that the nine calls to
// Xero and the ten to QuickBooks take two rounds.
func BenchmarkImport(b *testing.B) {
	const latency, rounds = 150 * time.Millisecond, 2
	for _, c := range []struct{ provider, organisation string }{
		{"xero", "Harbourline Joinery Pty Ltd"},
		{"quickbooks", "Cedar Street Dental Supply"},
	} {
		b.Run(c.provider, func(b *testing.B) {
			server, run := besideSimulator(b)
			server.SetAutoConsent(oauth.AutoConsent{Approve: true, Organisation: c.organisation})
			port := simtest.FreePort(b)
			run("connect", c.provider, "--model", "acme", "--org", c.organisation, "--port", port)
			server.SetLatency(latency)
			output := filepath.Join(b.TempDir(), "actuals.csv")
			var took []time.Duration
			for b.Loop() {
				started := time.Now()
				run("import", "actuals", "--model", "acme", "--from", "2023-11", "--to", "2026-10", "-o", output)
				took = append(took, time.Since(started))
			}
			slices.Sort(took)
			b.ReportMetric(ratio(took[0], rounds*latency), "x-shortest")
			b.ReportMetric(ratio(took[len(took)/2], rounds*latency), "x-median")
		})
	}
}

// besideSimulator starts a simulator and returns the tool before it. Its limits
// by time are lifted, as a benchmark imports more often than anybody.
func besideSimulator(b *testing.B) (*simulator.Server, func(args ...string)) {
	b.Helper()
	now := func() time.Time { return time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC) }
	server, err := simulator.New(simulator.Options{Now: now, NoLimits: true})
	if err != nil {
		b.Fatal(err)
	}
	web := httptest.NewServer(server)
	b.Cleanup(func() { server.Close(); web.Close() })
	home := b.TempDir()
	environment := func(name string) string {
		return map[string]string{"LEDGERLINK_HOME": home, "LEDGERLINK_SIMULATOR": web.URL}[name]
	}
	return server, func(args ...string) {
		var said strings.Builder
		code := cli.Main(b.Context(), args, terminal.Streams{In: strings.NewReader(""), Out: io.Discard, Err: &said},
			cli.WithEnv(environment), cli.WithNow(now), cli.WithBrowser(visit), cli.WithKeys(store.KeyFile))
		if code != 0 {
			b.Fatalf("%s: exit %d: %s", args, code, said.String())
		}
	}
}

// visit is a browser for consent pages that answer themselves.
func visit(url string) error {
	answer, err := http.Get(url)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
