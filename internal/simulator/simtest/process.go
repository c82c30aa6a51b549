package simtest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// clockVariable makes a test binary the tool. Its value is the time of the tool's
// clock, or how far the clock is ahead of this machine's.
const clockVariable = "LEDGERLINK_TEST_CLOCK"

// BrowserName is the name under which a test binary is a browser: it follows where
// it is sent and writes its arguments and the page it ends on to the file in
// BrowserLog.
const (
	BrowserName = "xdg-open"
	BrowserLog  = "LEDGERLINK_TEST_BROWSER_LOG"
)

// Main runs the tests of a package. In a process that Workspace.Command has made it
// is the tool instead.
func Main(m *testing.M) {
	// No test asks the keyring of whoever runs it.
	_ = os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/ledgerlink")
	clock, tool := os.LookupEnv(clockVariable)
	switch {
	case filepath.Base(os.Args[0]) == BrowserName:
		os.Exit(runBrowser())
	case tool:
		os.Exit(runTool(clock))
	}
	os.Exit(m.Run())
}

func runTool(clock string) int {
	now, err := parseClock(clock)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return cli.Main(context.Background(), os.Args[1:], terminal.Process(), cli.WithNow(now), cli.WithKeys(store.KeyFile))
}

func parseClock(text string) (func() time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return func() time.Time { return at }, nil
	}
	ahead, err := time.ParseDuration(text)
	return func() time.Time { return time.Now().Add(ahead) }, err
}

func runBrowser() int {
	page, err := Page(os.Args[len(os.Args)-1])
	if err == nil {
		notes := strings.Join(os.Args, " ") + "\n" + page + "\n"
		err = os.WriteFile(os.Getenv(BrowserLog), []byte(notes), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// Process is the tool in a process of its own.
type Process struct {
	*exec.Cmd
	Out, Err bytes.Buffer
}

// Command prepares a process of the tool, with the workspace's environment and a
// clock that goes on from the simulator's time.
func (w *Workspace) Command(args ...string) *Process {
	return w.command(time.Until(w.Now()).Round(time.Millisecond).String(), args)
}

// CommandAt is Command with a clock that stands at the simulator's time.
func (w *Workspace) CommandAt(args ...string) *Process {
	return w.command(w.Now().Format(time.RFC3339), args)
}

func (w *Workspace) command(clock string, args []string) *Process {
	w.T.Helper()
	self, err := os.Executable()
	if err != nil {
		w.T.Fatal(err)
	}
	p := &Process{Cmd: exec.CommandContext(w.T.Context(), self, args...)}
	p.Dir = w.Folder
	p.Env = append(w.Environ(), clockVariable+"="+clock)
	p.Stdout, p.Stderr = &p.Out, &p.Err
	return p
}

// Result returns how the process ended, once it has.
func (p *Process) Result() Result {
	return Result{p.ProcessState.ExitCode(), p.Out.String(), p.Err.String()}
}
