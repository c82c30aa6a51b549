package cli_test

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
	"slices"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// The scripts in testdata/script drive the whole tool as people and scripts do.
// testdata/script/README.md says which line of the contract each of them proves.
//
// Programs, run with exec or code, in a process of their own:
//
//	ledgerlink ARGS         the tool; connect needs --port $PORT
//	browse [-paste] [-stray] COMMAND ARGS
//	                        runs a command and follows the address it prints alone
//	                        on a line; see browse_test.go
//	xdg-open URL            the browser that the tool opens: it goes where it is sent
//
// Commands:
//
//	code N ARGS             runs the tool, or browse, and wants the exit code N
//	simulator [deny|ask|allow [ORGANISATION]]
//	                        starts a simulator for the script, or changes how its
//	                        consent pages answer themselves
//	control PATH [JSON]     posts to the simulator's control interface
//	unfault                 ends all faults
//	lie [NAME [REPORT]]     has the simulated Xero lie; no name: ends it
//	skew REPORT             has the simulated QuickBooks lie in a report
//	nosecrets FILE…         no secret that the simulator handed out is in the files,
//	                        or in the last output
//	ties, layouts, coa, jsonfile
//	                        compare files with the books; see figures_test.go
//	port NAME               sets a variable to a port that is free
//	waitfor PORT            waits until somebody listens there
//	busy PORT, hold, damage, newer
//	                        stand in the tool's way; see obstacles_test.go
//
// The clock of the tool and the simulator stands at the day in NOW when a process
// starts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		Setup:               setup,
		RequireExplicitExec: false,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":      cmdCode,
			"simulator": cmdSimulator,
			"control":   cmdControl,
			"unfault":   cmdUnfault,
			"lie":       cmdLie,
			"skew":      cmdSkew,
			"nosecrets": cmdNoSecrets,
			"ties":      cmdTies,
			"layouts":   cmdLayouts,
			"coa":       cmdCOA,
			"jsonfile":  cmdJSONFile,
			"port":      cmdPort,
			"waitfor":   cmdWaitFor,
			"busy":      cmdBusy,
			"hold":      cmdHold,
			"damage":    cmdDamage,
			"newer":     cmdNewer,
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
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Process(),
		cli.WithNow(clock(os.Getenv("NOW"))), cli.WithKeys(store.KeyFile), cli.WithSleep(nap)))
}

// nap waits a hundredth of the time between tries.
func nap(ctx context.Context, wait time.Duration) error {
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

// cmdCode runs the tool, or another program that runs it.
func cmdCode(ts *testscript.TestScript, _ bool, args []string) {
	program, rest := "ledgerlink", args[1:]
	if slices.Contains([]string{"browse", "sh"}, rest[0]) {
		program, rest = rest[0], rest[1:]
	}
	err := ts.Exec(program, rest...)
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
