package cli_test

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// examination is what doctor --json prints.
type examination struct {
	OK     bool
	Checks []struct {
		Check, Detail string
		OK            bool
		Do            []string
	}
}

// examine runs the doctor, and reads its report in both formats: they say the
// same. The port is a free one unless the arguments name another.
func (d *workspace) examine(code int, args ...string) examination {
	d.t.Helper()
	if !slices.Contains(args, "--port") {
		args = append(args, "--port", simtest.FreePort(d.t))
	}
	args = append([]string{"doctor"}, args...)
	out, said := d.want(code, append(args, "--json")...)
	var seen examination
	if err := json.Unmarshal([]byte(out), &seen); err != nil {
		d.t.Fatal(err)
	}
	if (code == 0) != seen.OK || (code == 0) != (said == "") {
		d.t.Errorf("code %d, ok %t\n%s", code, seen.OK, said)
	}
	table, _ := d.want(code, args...)
	for _, check := range seen.Checks {
		if check.OK == (len(check.Do) > 0) {
			d.t.Errorf("%s: ok %t, to do %q", check.Check, check.OK, check.Do)
		}
		words := append(check.Do, check.Check, check.Detail)
		if check.Check == "acme" && !check.OK {
			words = []string{check.Check, "ledgerlink"} // what was found out the first time is known the second
		}
		for _, words := range words {
			if !strings.Contains(table, words) {
				d.t.Errorf("the table does not say %q:\n%s", words, table)
			}
		}
	}
	return seen
}

// broken are the checks that failed, each with its detail and what mends it.
func (e examination) broken() map[string]string {
	failed := map[string]string{}
	for _, check := range e.Checks {
		if !check.OK {
			failed[check.Check] = check.Detail + "\n" + strings.Join(check.Do, "\n")
		}
	}
	return failed
}

func TestDoctorFindsNothing(t *testing.T) {
	d := newWorkspace(t)
	d.simulate(nil)
	d.connect("xero", "acme")
	d.connect("quickbooks", "cedar")
	seen := d.examine(0)
	said := map[string]string{}
	for _, check := range seen.Checks {
		said[check.Check] = check.Detail
	}
	for check, words := range map[string]string{
		"store":                           "is sound",
		"key of its secrets":              "in a file beside the store",
		"Xero (simulator) app":            "takes any keys",
		"Xero (simulator) redirect":       "http://localhost:8217/callback/xero",
		"QuickBooks (simulator) redirect": "http://localhost:8217/callback/quickbooks",
		"browser":                         "--no-browser",
		"proxy":                           "",
		"Xero (simulator) answers":        "the clocks agree",
		"QuickBooks (simulator) answers":  "the clocks agree",
		"acme":                            "its reports can be read",
		"cedar":                           "its reports can be read",
	} {
		if detail, there := said[check]; !there || !strings.Contains(detail, words) {
			t.Errorf("%s: %q, want %q", check, detail, words)
		}
	}
}

func TestDoctorFinds(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*workspace, *simulator.Server)
		flags []string
		code  int
		check string
		says  []string
	}{
		"a revoked sign-in": {
			func(_ *workspace, s *simulator.Server) { s.ExpireAccessTokens(); s.RevokeSignIns(ledger.Xero) }, nil,
			3, "acme",
			[]string{"ledgerlink reconnect --model acme"},
		},
		"a sign-in that has ended": {
			func(d *workspace, s *simulator.Server) {
				late := clock("2027-03-21T09:00:00Z")
				d.now = late
				s.Advance(120 * 24 * time.Hour)
			},
			[]string{"--offline"},
			3, "acme",
			[]string{"reconnect needed", "ledgerlink reconnect --model acme"},
		},
		"an organisation disconnected there": {
			func(_ *workspace, s *simulator.Server) {
				for _, o := range s.Organisations() {
					s.Disconnect(o.ID)
				}
			}, nil,
			3, "acme",
			[]string{"ledgerlink reconnect --model acme"},
		},
		"a role that is missing": {
			func(_ *workspace, s *simulator.Server) {
				for _, o := range s.Organisations() {
					s.DenyReports(o.ID, true)
				}
			}, nil,
			3, "acme",
			[]string{"administrator", "ledgerlink reconnect --model acme"},
		},
		"a clock that is slow": {
			func(_ *workspace, s *simulator.Server) { s.Advance(5 * time.Minute) }, nil,
			1, "Xero (simulator) answers",
			[]string{"clock is 5m0s behind", "Set the clock"},
		},
		"a clock that is fast": {
			func(_ *workspace, s *simulator.Server) { s.Advance(-5 * time.Minute) }, nil,
			1, "Xero (simulator) answers",
			[]string{"clock is 5m0s ahead of", "Set the clock"},
		},
		"a person is needed, whatever else": {
			func(_ *workspace, s *simulator.Server) {
				s.ExpireAccessTokens()
				s.RevokeSignIns(ledger.Xero)
				s.Inject(faults.Fault{Match: "/quickbooks", Kind: faults.Status, Status: 503})
			}, nil,
			3, "QuickBooks (simulator) answers",
			[]string{"HTTP 503"},
		},
		"a provider that is down": {
			func(_ *workspace, s *simulator.Server) {
				s.Inject(faults.Fault{Match: "/xero", Kind: faults.Status, Status: 503})
			}, nil,
			7, "Xero (simulator) answers",
			[]string{"HTTP 503", "try again later"},
		},
		"no network": {
			func(d *workspace, _ *simulator.Server) {
				d.http = &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					return nil, &net.DNSError{Err: "no such host", Name: "api.xero.com"}
				})}
			}, nil,
			7, "Xero (simulator) answers",
			[]string{"no such host", "online"},
		},
		"a store that is damaged": {
			func(d *workspace, _ *simulator.Server) {
				path := filepath.Join(d.home, "ledgerlink.db")
				if err := os.WriteFile(path, []byte("this was a store once"), 0o600); err != nil {
					d.t.Fatal(err)
				}
			}, nil,
			1, "store",
			[]string{"damaged", "backup"},
		},
		"a simulator that is none": {
			func(d *workspace, _ *simulator.Server) { d.env["LEDGERLINK_SIMULATOR"] = "http://192.0.2.1:1" }, nil,
			2, "apps",
			[]string{"not on this machine"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newWorkspace(t)
			server := d.simulate(nil)
			d.connect("xero", "acme")
			test.spoil(d, server)
			failed := d.examine(test.code, test.flags...).broken()
			found, there := failed[test.check]
			if !there {
				t.Fatalf("%s is not among %q", test.check, failed)
			}
			for _, words := range test.says {
				if !strings.Contains(found, words) {
					t.Errorf("it does not say %q:\n%s", words, found)
				}
			}
		})
	}
}

func TestDoctorFindsTheTakenPort(t *testing.T) {
	d := newWorkspace(t)
	d.simulate(nil)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	failed := d.examine(2, "--port", port).broken()
	if found := failed["port "+port]; !strings.Contains(found, "--paste") || !strings.Contains(found, "--port") || len(failed) != 1 {
		t.Errorf("%q", failed)
	}
}

// Without an app somebody has to register one; that is told, and nothing of the
// provider's that nobody uses is looked at once there is one.
func TestDoctorOnApps(t *testing.T) {
	d, status, body := newWorkspace(t), 400, `{"error":"invalid_grant"}`
	d.http = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost {
			return reply(r, status, body), nil
		}
		return reply(r, http.StatusNotFound, ""), nil
	})}
	failed := d.examine(3).broken()
	if found := failed["apps"]; !strings.Contains(found, "ledgerlink setup xero") || len(failed) != 1 {
		t.Errorf("%q", failed)
	}

	d.env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = setupSecret
	d.want(0, "setup", "quickbooks", "--client-id", "Q1", "--environment", "sandbox")
	seen := d.examine(0)
	for _, check := range seen.Checks {
		if strings.Contains(check.Check, "Xero") {
			t.Errorf("it looks at %s: %s", check.Check, check.Detail)
		}
		if check.Check == "QuickBooks (sandbox) app" && !strings.Contains(check.Detail, "they are right") {
			t.Error(check.Detail)
		}
	}

	d.want(0, "setup", "quickbooks", "--client-id", "Q2", "--no-check") // real companies, and no page
	if found := d.examine(2).broken()["QuickBooks redirect"]; !strings.Contains(found, "--redirect-url") {
		t.Error(found)
	}
	d.want(0, "setup", "quickbooks", "--client-id", "Q2", "--no-check", "--redirect-url", "https://a.example/x")
	d.examine(0)

	status, body = 401, `{"error":"invalid_client"}`
	failed = d.examine(3).broken()
	if found := failed["QuickBooks app"]; !strings.Contains(found, "Production keys") || strings.Contains(found, setupSecret) {
		t.Errorf("%q", failed)
	}
	d.http = &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("no route to host") })}
	if failed = d.examine(7).broken(); failed["QuickBooks app"] != "" {
		t.Errorf("keys that cannot be tried are called wrong: %q", failed)
	}
}

func TestDoctorTakesItsFlags(t *testing.T) {
	d := newWorkspace(t)
	d.want(2, "doctor", "--format", "yaml")
	d.want(2, "doctor", "--port", "-1")
	d.want(2, "doctor", "now")
	out, _ := d.want(3, "doctor", "--offline", "--format", "json", "--port", "0")
	if strings.Contains(out, "answers") || strings.Contains(out, "proxy") {
		t.Errorf("it went out:\n%s", out)
	}
}
