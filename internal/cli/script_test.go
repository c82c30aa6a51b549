package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/consent"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// The scripts in testdata/script drive the whole tool as people and scripts do:
//
//	simulator [deny|ask|allow [ORGANISATION]]
//	                        starts a simulator for the script, or changes how its
//	                        consent pages answer themselves
//	control PATH [JSON]     posts to the simulator's control interface
//	ledgerlink ARGS         runs the tool; connect needs --port $PORT
//	code N ARGS             runs the tool and wants the exit code N
//
// The clock of both stands at the day in NOW when a process starts. A browser is
// "opened" by a command of ours named as the system's opener is.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		Setup:               setup,
		RequireExplicitExec: false,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"simulator": cmdSimulator,
			"control":   cmdControl,
			"code":      cmdCode,
		},
	})
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"ledgerlink":    runTool,
		"xdg-open":      openAddress,
		"open":          openAddress,
		"x-www-browser": openAddress,
	})
}

const scriptDay = "2026-11-21T09:00:00Z"

// runTool is the tool as a process of its own.
func runTool() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Process(), cli.WithNow(clock(os.Getenv("NOW"))), cli.WithKeys(store.KeyFile)))
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

func setup(env *testscript.Env) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	env.Vars = append(env.Vars,
		"PORT="+port,
		"NOW="+scriptDay,
		"TZ=UTC",
		"LEDGERLINK_HOME="+filepath.Join(env.WorkDir, "home"),
	)
	return err
}

// running are the simulators of the scripts, by address.
var running sync.Map

func cmdSimulator(ts *testscript.TestScript, _ bool, args []string) {
	plan := consent.Plan{Approve: true}
	if len(args) > 0 {
		plan = consent.Plan{Approve: args[0] == "allow", Deny: args[0] == "deny"}
	}
	if len(args) > 1 {
		plan.Organisation = strings.Join(args[1:], " ")
	}
	if base := ts.Getenv("LEDGERLINK_SIMULATOR"); base != "" {
		server, _ := running.Load(base)
		server.(*simulator.Server).SetConsent(plan)
		return
	}
	server, err := simulator.New(simulator.Options{Now: clock(ts.Getenv("NOW")), Consent: plan})
	ts.Check(err)
	web := httptest.NewServer(server)
	running.Store(web.URL, server)
	ts.Setenv("LEDGERLINK_SIMULATOR", web.URL)
	ts.Defer(func() {
		server.Close()
		web.Close()
	})
}

func cmdControl(ts *testscript.TestScript, neg bool, args []string) {
	body := ""
	if len(args) > 1 {
		body = strings.Join(args[1:], " ")
	}
	answer, err := http.Post(ts.Getenv("LEDGERLINK_SIMULATOR")+args[0], "application/json", strings.NewReader(body))
	ts.Check(err)
	defer func() { _ = answer.Body.Close() }()
	var text bytes.Buffer
	_, err = text.ReadFrom(answer.Body)
	ts.Check(err)
	if failed := answer.StatusCode >= 300; failed != neg {
		ts.Fatalf("control %s answered %s: %s", args[0], answer.Status, text.String())
	}
}

func cmdCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("ledgerlink", args[1:]...)
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
