package cli_test

import (
	"bytes"
	"io"
	"os"
	"os/signal"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// A browser that was closed never answers: after ten minutes the sign-in ends
// with 3 and nothing is connected. The minutes are not waited for.
func TestSignInIsGivenUp(t *testing.T) {
	// The runtime's own goroutine for signals must not begin within the bubble.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	defer signal.Stop(signals)
	home := t.TempDir()

	synctest.Test(t, func(t *testing.T) {
		input, person := io.Pipe()
		defer func() { _ = person.Close() }()
		var out, messages bytes.Buffer
		env := map[string]string{"LEDGERLINK_HOME": home, "LEDGERLINK_SIMULATOR": "http://127.0.0.1:1"}
		began := time.Now()
		code := cli.Main(t.Context(), []string{"connect", "xero", "--model", "acme", "--paste"},
			terminal.Streams{In: input, Out: &out, Err: &messages},
			cli.WithEnv(func(name string) string { return env[name] }), cli.WithKeys(store.KeyFile))
		if took := time.Since(began); code != 3 || took != 10*time.Minute {
			t.Errorf("it ended with %d after %s", code, took)
		}
		if text := messages.String(); !strings.Contains(text, "ledgerlink: the sign-in was not completed: no answer from Xero came within 10 minutes") {
			t.Errorf("it says\n%s", text)
		}
		if out.Len() > 0 {
			t.Errorf("standard output holds %q", out.String())
		}
	})
}
