package torture

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
)

// toolVariable makes this test binary play the tool; its value is how far the
// tool's clock is ahead. Called browserName it plays a browser.
const (
	toolVariable = "LEDGERLINK_TORTURE_TOOL"
	browserName  = "xdg-open"
)

func TestMain(m *testing.M) {
	// No test asks the keyring of whoever runs it.
	if err := os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/ledgerlink"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ahead, tool := os.LookupEnv(toolVariable)
	switch {
	case filepath.Base(os.Args[0]) == browserName:
		os.Exit(playBrowser())
	case tool:
		os.Exit(playTool(ahead))
	}
	os.Exit(m.Run())
}

func playTool(ahead string) int {
	d, err := time.ParseDuration(ahead)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	now := func() time.Time { return time.Now().Add(d) }
	return cli.Main(context.Background(), os.Args[1:], cli.Process(), cli.WithNow(now))
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
