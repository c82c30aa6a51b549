package restatement

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// toolVariable makes this test binary play the tool; its value is the time of
// its clock.
const toolVariable = "LEDGERLINK_RESTATEMENT_TOOL"

func TestMain(m *testing.M) {
	if now, ok := os.LookupEnv(toolVariable); ok {
		os.Exit(playTool(now))
	}
	os.Exit(m.Run())
}

func playTool(now string) int {
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return cli.Main(context.Background(), os.Args[1:], cli.Process(),
		cli.WithNow(func() time.Time { return at }), cli.WithKeys(store.KeyFile))
}

// number is a whole number from the environment, or its usual value.
func number(t *testing.T, variable string, usual int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		t.Fatalf("%s is %q", variable, text)
	}
	return n
}
