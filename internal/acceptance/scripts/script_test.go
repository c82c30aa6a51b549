package scripts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// TestScripts runs the scripts in testdata/script; its README.md describes their
// commands. The clock of the tool and the simulator stands at the time in NOW when
// a process starts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "..", "testdata", "script"),
		Setup:               setup,
		RequireExplicitExec: true,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":      cmdCode,
			"simulator": cmdSimulator,
			"control":   cmdControl,
			"tamper":    cmdTamper,
			"nosecrets": cmdNoSecrets,
			"check":     cmdCheck,
			"port":      cmdPort,
			"waitfor":   cmdWaitFor,
			"obstruct":  cmdObstruct,
		},
	})
}

func TestMain(m *testing.M) {
	// No test asks the keyring of whoever runs it.
	_ = os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/ledgerlink")
	testscript.Main(m, map[string]func(){
		"ledgerlink":    runTool,
		"browse":        browse,
		"xdg-open":      openAddress,
		"open":          openAddress,
		"x-www-browser": openAddress,
	})
}

const scriptDay = "2026-11-21T09:00:00Z"

// runTool is the tool as a process of its own.
func runTool() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], terminal.Process(),
		cli.WithNow(clock(os.Getenv("NOW"))), cli.WithKeys(store.KeyFile), cli.WithSleep(scaledSleep),
		cli.WithLockTimeout(time.Second)))
}

// scaledSleep waits a hundredth of the time between tries.
func scaledSleep(ctx context.Context, wait time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait / 100):
		return nil
	}
}

// clock stands at a time now and goes on from there.
func clock(at string) func() time.Time {
	began := time.Now()
	start, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return time.Now
	}
	return func() time.Time { return start.Add(time.Since(began)) }
}

// openAddress is the browser: it goes where it is sent.
func openAddress() {
	answer, err := http.Get(os.Args[len(os.Args)-1])
	if err != nil {
		os.Exit(1)
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
}

// condition knows [root], for what only root can arrange.
func condition(name string) (bool, error) {
	if name == "root" {
		return os.Getuid() == 0, nil
	}
	return false, fmt.Errorf("there is no condition %q", name)
}

func setup(env *testscript.Env) error {
	tool, err := exec.LookPath("ledgerlink")
	if err != nil {
		return err
	}
	port, err := freePort()
	env.Vars = append(env.Vars,
		"TOOL="+tool, // for scripts that empty PATH
		"PORT="+port,
		"NOW="+scriptDay,
		"TZ=UTC",
		"LEDGERLINK_HOME="+filepath.Join(env.WorkDir, "home"),
	)
	return err
}

// freePort is a port on which nothing listens, on either loopback address.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, errors.Join(err, listener.Close())
}

func cmdPort(ts *testscript.TestScript, _ bool, args []string) {
	port, err := freePort()
	ts.Check(err)
	ts.Setenv(args[0], port)
}

func cmdWaitFor(ts *testscript.TestScript, _ bool, args []string) {
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		connection, err := net.Dial("tcp", "127.0.0.1:"+args[0])
		if err == nil {
			ts.Check(connection.Close())
			return
		}
		if time.Now().After(until) {
			ts.Fatalf("nobody listens on port %s", args[0])
		}
	}
}

// cmdCode runs a program and wants its exit code: code N PROGRAM ARGS.
func cmdCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		got = fmt.Sprint(exit.ExitCode())
	} else if err != nil {
		got = err.Error()
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// cmdCheck compares files with the books, and with each other: check WHAT FILE….
func cmdCheck(ts *testscript.TestScript, neg bool, args []string) {
	checks := map[string]func(*testscript.TestScript, bool, []string){
		"ties": cmdTies, "layouts": cmdLayouts, "coa": cmdCOA, "json": cmdJSONFile,
	}
	check, ok := checks[args[0]]
	if !ok {
		ts.Fatalf("check knows no %q", args[0])
	}
	check(ts, neg, args[1:])
}
