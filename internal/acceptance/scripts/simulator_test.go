package scripts

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xerotest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// running are the simulators of the scripts, by address.
var running sync.Map

// simulatorOf is the simulator of a script.
func simulatorOf(ts *testscript.TestScript) *simulator.Server {
	server, ok := running.Load(ts.Getenv("SIMULATOR"))
	if !ok {
		ts.Fatalf("the script has no simulator yet")
	}
	return server.(*simulator.Server)
}

func cmdSimulator(ts *testscript.TestScript, _ bool, args []string) {
	plan := oauth.AutoConsent{Approve: true}
	if len(args) > 0 {
		plan = oauth.AutoConsent{Approve: args[0] == "allow", Deny: args[0] == "deny"}
	}
	if len(args) > 1 {
		plan.Organisation = strings.Join(args[1:], " ")
	}
	if ts.Getenv("SIMULATOR") != "" {
		simulatorOf(ts).SetAutoConsent(plan)
		return
	}
	server, err := simulator.New(simulator.Options{
		Now: clock(ts.Getenv("NOW")), AutoConsent: plan,
		// A script is faster than people: it would wait for a minute now and then.
		NoLimits: true,
	})
	ts.Check(err)
	web := httptest.NewServer(server)
	running.Store(web.URL, server)
	ts.Setenv("SIMULATOR", web.URL)
	ts.Setenv("LEDGERLINK_SIMULATOR", web.URL)
	ts.Defer(func() {
		server.Close()
		web.Close()
		running.Delete(web.URL)
	})
}

// cmdControl sends a control call: control [DELETE] PATH [JSON].
func cmdControl(ts *testscript.TestScript, neg bool, args []string) {
	method := http.MethodPost
	if args[0] == http.MethodDelete {
		method, args = args[0], args[1:]
	}
	request, err := http.NewRequest(method, ts.Getenv("SIMULATOR")+args[0], strings.NewReader(strings.Join(args[1:], " ")))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	ts.Check(err)
	defer func() { _ = answer.Body.Close() }()
	var text bytes.Buffer
	_, err = text.ReadFrom(answer.Body)
	ts.Check(err)
	if failed := answer.StatusCode >= 300; failed != neg {
		ts.Fatalf("control %s answered %s: %s", args[0], answer.Status, text.String())
	}
}

// cmdTamper changes the answers of a provider until its faults are deleted: tamper
// xero NAME [REPORT], or tamper quickbooks REPORT, which makes the first amount of
// the report three cents more than it is.
func cmdTamper(ts *testscript.TestScript, _ bool, args []string) {
	if args[0] == "quickbooks" {
		tamperWithQuickBooks(ts, args[1])
		return
	}
	tampering, ok := xerotest.Named(args[1], strings.Join(args[2:], ""))
	if !ok {
		ts.Fatalf("there is no tampering %q; there are %q", args[1], xerotest.Names())
	}
	simulatorOf(ts).ClearFaults()
	simulatorOf(ts).Inject(tampering.Fault())
}

// cmdNoSecrets looks for everything that was handed out in the last output and
// in the files and folders named.
func cmdNoSecrets(ts *testscript.TestScript, _ bool, args []string) {
	issued := simulatorOf(ts).Issued()
	if len(issued) == 0 {
		ts.Fatalf("no secret was handed out yet")
	}
	look := func(place, text string) {
		for _, secret := range issued {
			if strings.Contains(text, secret.Value) {
				ts.Fatalf("%s holds the %s %s", place, secret.Kind, secret.Value)
			}
		}
	}
	look("standard output", ts.ReadFile("stdout"))
	look("standard error", ts.ReadFile("stderr"))
	for _, arg := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(arg), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			look(path, string(text))
			return err
		}))
	}
}

func tamperWithQuickBooks(ts *testscript.TestScript, report string) {
	first := regexp.MustCompile(`"value":"(-?[0-9]+\.[0-9]{2})"`)
	simulatorOf(ts).Inject(faults.Fault{
		Match: "/quickbooks/v3/company/*/reports/" + report, Kind: faults.Replace,
		Rewrite: func(body []byte) []byte {
			at := first.FindSubmatchIndex(body)
			if at == nil {
				return body
			}
			more := ledger.MustAmount(string(body[at[2]:at[3]])).Add(ledger.NewAmount(3, 2))
			return slices.Concat(body[:at[2]], []byte(more.String()), body[at[3]:])
		},
	})
}
