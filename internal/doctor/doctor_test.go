package doctor

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var errRefused = errors.New("connection refused")

// roundTrip answers requests without a network.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answering is a client whose hosts answer with a status and a date.
func answering(status int, date string) *http.Client {
	return &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{"Date": {date}}, Body: http.NoBody}, nil
	})}
}

func config() Config {
	return Config{
		Getenv:      func(string) string { return "" },
		Now:         func() time.Time { return noon },
		Unreachable: func(err error) bool { return errors.Is(err, errRefused) },
		DefaultPort: 8217,
	}
}

func xeroApp() App {
	app := App{Source: "its keys are stored", Profile: provider.Profile{
		Provider: "xero", Environment: provider.Production, APIBase: "https://api.example/api",
	}}
	app.TokenURL = "https://identity.example/token"
	return app
}

// A provider answers whatever it says, unless it is down; a clock may be a minute
// off, and an answer without a date says nothing about it.
func TestNetwork(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		client  *http.Client
		answers bool
		says    string // of the error; empty: it passes
	}{
		"agrees":       {answering(http.StatusUnauthorized, noon.Format(http.TimeFormat)), true, ""},
		"a minute off": {answering(http.StatusOK, noon.Add(time.Minute).Format(http.TimeFormat)), true, ""},
		"ahead":        {answering(http.StatusOK, noon.Add(-61*time.Second).Format(http.TimeFormat)), true, "1m1s ahead of that of api.example"},
		"behind":       {answering(http.StatusOK, noon.Add(2*time.Hour).Format(http.TimeFormat)), true, "2h0m0s behind that of api.example"},
		"no date":      {answering(http.StatusOK, ""), true, ""},
		"down":         {answering(http.StatusServiceUnavailable, ""), false, "api.example cannot be reached: it answers HTTP 503"},
		"refused": {&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, errRefused
		})}, false, "api.example cannot be reached: connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config()
			c.HTTP = test.client
			found, answers := c.checkNetwork(t.Context(), xeroApp())
			if answers != test.answers || found.OK() != (test.says == "") || !strings.Contains(found.Detail, test.says) {
				t.Errorf("answers %t: %+v", answers, found)
			}
		})
	}
}

// Both hosts of a provider are asked, each once where they are the same.
func TestNetworkAsksEachHost(t *testing.T) {
	t.Parallel()
	var asked []string
	c := config()
	c.HTTP = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.String())
		return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
	})}
	app := xeroApp()
	c.checkNetwork(t.Context(), app)
	app.TokenURL = "https://api.example/token"
	c.checkNetwork(t.Context(), app)
	if got := strings.Join(asked, " "); got != "https://api.example/api/ https://identity.example/ https://api.example/api/" {
		t.Error(got)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	wrong := errors.New("the client id is wrong")
	for name, test := range map[string]struct {
		known bool
		err   error
		says  string
	}{
		"right":       {true, nil, "and they are right"},
		"cannot tell": {false, nil, "a sign-in tells"},
		"unreachable": {false, errRefused, "could not be tried"},
		"wrong":       {false, wrong, wrong.Error()},
	} {
		app := xeroApp()
		app.CheckKeys = func(context.Context) (bool, error) { return test.known, test.err }
		found := config().checkKeys(t.Context(), app)
		if found.OK() == errors.Is(test.err, wrong) || !strings.Contains(found.Detail, test.says) {
			t.Errorf("%s: %+v", name, found)
		}
	}
	app := xeroApp()
	app.CheckKeys = func(context.Context) (bool, error) { t.Error("asked offline"); return false, nil }
	offline := config()
	offline.Offline = true
	offline.checkKeys(t.Context(), app)
}

// Without any app the finding names the providers there could be one at, once.
func TestNoApp(t *testing.T) {
	t.Parallel()
	production, sandbox, other := xeroApp(), xeroApp(), xeroApp()
	sandbox.Environment, other.Provider = provider.Sandbox, "quickbooks"
	production.Source, sandbox.Source, other.Source = "", "", ""
	found := config().checkApps(t.Context(), []App{production, sandbox, other})
	missing, ok := errors.AsType[*NoAppError](found[0].Err)
	if !ok || len(found) != 1 || len(missing.Providers) != 2 {
		t.Errorf("%+v", found)
	}
}

func TestPorts(t *testing.T) {
	t.Parallel()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	found := checkPorts(t.Context(), []int{taken.Addr().(*net.TCPAddr).Port})
	if _, ok := errors.AsType[*PortError](found[0].Err); !ok {
		t.Errorf("%+v", found)
	}
	one, same, broken := xeroApp(), xeroApp(), xeroApp()
	one.Redirect.Port, same.Redirect.Port, broken.Redirect.Port = 9000, 9000, 9001
	broken.RedirectErr = errRefused
	if got := config().ports([]App{one, same, broken}); len(got) != 1 || got[0] != 9000 {
		t.Error(got)
	}
	if got := config().ports([]App{broken}); len(got) != 1 || got[0] != 8217 {
		t.Error(got)
	}
}

// A connection is asked only if its sign-in is valid and its provider answers.
func TestConnections(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		state   model.SignInState
		reached map[string]bool
		offline bool
		answer  error
		asked   bool
		want    string // of the detail
		ok      bool
	}{
		"works":       {model.Connected, nil, false, nil, true, "its reports can be read", true},
		"refused":     {model.Connected, nil, false, errRefused, true, "cannot read Acme: connection refused", false},
		"unreachable": {model.Connected, map[string]bool{"api": false}, false, nil, false, "it was not asked", false},
		"offline":     {model.Connected, nil, true, nil, false, "Acme", true},
		"ended":       {model.ReconnectNeeded, nil, false, nil, false, "revoked", false},
	} {
		asked := false
		c := config()
		c.Offline = test.offline
		c.Connections = func() ([]Connection, error) {
			return []Connection{{
				Connection: model.Connection{
					Key:      model.Key{Model: "acme", Entity: model.MainEntity},
					Provider: "xero", Organisation: ledger.Organisation{Name: "Acme"},
				},
				APIBase: "api", State: test.state, Problem: "revoked",
				Check: func(context.Context) error { asked = true; return test.answer },
			}}, nil
		}
		found := c.checkConnections(t.Context(), test.reached)
		if asked != test.asked || found[0].OK() != test.ok || !strings.Contains(found[0].Detail, test.want) {
			t.Errorf("%s: asked %t: %+v", name, asked, found)
		}
	}
}

// A store that cannot be read hides what depends on it, and nothing else.
func TestUnreadableStore(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "ledgerlink.db"), []byte("no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := config()
	c.Offline = true
	c.OpenStore = func() (*store.Store, error) {
		return store.Open(store.Options{Home: home, Now: c.Now, KeyChoice: store.KeyFile})
	}
	c.Apps = func() ([]App, error) { t.Error("the apps were read"); return nil, nil }
	c.Connections = func() ([]Connection, error) { t.Error("the connections were read"); return nil, nil }
	found := Examine(t.Context(), c)
	if len(found) != 3 || found[0].OK() || !errors.Is(found[0].Err, store.ErrDamaged) || found[2].Note != NoBrowser {
		t.Errorf("%+v", found)
	}
}
