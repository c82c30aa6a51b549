package cli_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// BenchmarkLargeLedger runs the built tool on a ledger of 5,000 accounts and five
// years, and reports the processor's time and the most memory it takes to import
// the actuals and to export them from memory.
func BenchmarkLargeLedger(b *testing.B) {
	tool := buildProgram(b, "ledgerlink", "github.com/ledgerlink/ledgerlink/cmd/ledgerlink")
	for _, from := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		ledgerBooks, err := bookstest.Random(1, bookstest.RandomOptions{
			Provider: from, Accounts: 5000, Journals: 100_000,
			History: ledger.Range{From: ledger.NewMonth(2021, time.November), To: ledger.NewMonth(2026, time.October)},
		})
		if err != nil {
			b.Fatal(err)
		}
		server, err := simulator.New(simulator.Options{
			Books: []*books.Books{ledgerBooks}, AutoConsent: oauth.AutoConsent{Approve: true, Organisation: ledgerBooks.Organisation().Name},
			NoLimits: true,
		})
		if err != nil {
			b.Fatal(err)
		}
		web := httptest.NewServer(server)
		home := b.TempDir()
		connectTo(b, web.URL, home, from)
		for _, verb := range []string{"import", "export"} {
			b.Run(string(from)+"/"+verb, func(b *testing.B) {
				var processor, memory float64
				for b.Loop() {
					command := exec.CommandContext(b.Context(), tool.path, verb, "actuals", "--model", "acme",
						"--from", "2021-11", "--to", "2026-10", "-o", filepath.Join(home, "actuals.csv"))
					command.Env = append(os.Environ(), "LEDGERLINK_HOME="+home, "LEDGERLINK_SIMULATOR="+web.URL)
					memory = max(memory, runToEnd(b, command))
					processor += (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds()
				}
				b.ReportMetric(processor/float64(b.N), "cpu-s/op")
				b.ReportMetric(memory/1e6, "MB-peak")
			})
		}
		server.Close()
		web.Close()
	}
}

func connectTo(b *testing.B, simulator, home string, from ledger.Provider) {
	b.Helper()
	port := simtest.FreePort(b)
	environment := map[string]string{"LEDGERLINK_HOME": home, "LEDGERLINK_SIMULATOR": simulator}
	var said strings.Builder
	code := cli.Main(b.Context(), []string{"connect", string(from), "--model", "acme", "--port", port},
		terminal.Streams{In: strings.NewReader(""), Out: &said, Err: &said}, cli.WithBrowser(visit), cli.WithKeys(store.KeyFile),
		cli.WithEnv(func(name string) string { return environment[name] }))
	if code != 0 {
		b.Fatalf("exit %d: %s", code, said.String())
	}
}

// runToEnd runs a command and returns the most memory it held, in bytes. The
// figure of wait4 would count what this process held when it started the other.
func runToEnd(b *testing.B, command *exec.Cmd) (memory float64) {
	b.Helper()
	var said strings.Builder
	command.Stderr = &said
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				b.Fatalf("%v: %s", err, said.String())
			}
			return memory
		case <-time.After(2 * time.Millisecond):
			memory = max(memory, peak(command.Process.Pid))
		}
	}
}

func peak(pid int) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) // gone when the process is
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	var kilobytes float64
	_, _ = fmt.Sscan(line, &kilobytes)
	return kilobytes * 1024
}
