// Package doctor diagnoses setup and connection problems: it checks the store and
// its key, the apps, the port and the browser of a sign-in, the network, the
// clock and each connection. It returns what it found; it prints nothing and
// gives no advice.
package doctor

import (
	"context"
	"net/http"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// Finding is the result of one check.
type Finding struct {
	Check  string
	Detail string // what was found; where Err is set, it is the text of Err
	Note   Note   // about a check that passed
	Err    error  // why the check failed; nil if it passed
}

// OK reports whether the check passed.
func (f Finding) OK() bool { return f.Err == nil }

// Note says that a check passed, but that there is something to know.
type Note int

// The notes.
const (
	NoNote    Note = iota
	NoBrowser      // no browser can be opened here
	KeyInFile      // the key is in a file, which is weaker than a keyring
)

// Config is what to check, and with what.
type Config struct {
	OpenStore func() (*store.Store, error)
	// Apps returns the apps a sign-in may need. It is called if the store can be
	// read.
	Apps func() ([]App, error)
	// Connections returns the connections of the store, in the same case.
	Connections func() ([]Connection, error)

	Getenv func(name string) string
	HTTP   *http.Client // nil: the default transport
	Now    func() time.Time
	// Unreachable reports whether an error means that a provider could not be asked.
	Unreachable func(error) bool

	Port        int  // of a sign-in; 0: those of the apps
	DefaultPort int  // if the apps have none
	Offline     bool // ask no provider
}

// App is an app of the user's at a provider, or a place where there could be one.
type App struct {
	provider.Profile
	Source      string // where its keys are; empty: there is no app
	Redirect    connection.Redirect
	RedirectErr error // why a sign-in cannot come back
	// CheckKeys asks the provider whether the keys are right and reports whether it
	// could tell. It is nil if there is nothing to ask.
	CheckKeys func(context.Context) (known bool, err error)
}

// Connection is a connection with the state of its sign-in.
type Connection struct {
	model.Connection
	APIBase string
	State   model.SignInState
	Problem string // why the sign-in has ended
	// Check asks the provider for the organisation and for a report.
	Check func(context.Context) error
}

// Examine runs the checks, from what is here to what is far away. If the store
// cannot be read it says so and leaves out what depends on it.
func Examine(ctx context.Context, c Config) []Finding {
	findings, readable := c.checkStore()
	var apps []App
	if readable {
		var err error
		if apps, err = c.Apps(); err != nil {
			findings, readable = append(findings, failed("apps", err)), false
		}
	}
	if readable {
		findings = append(findings, c.checkApps(ctx, apps)...)
	}
	findings = append(findings, checkPorts(ctx, c.ports(apps))...)
	findings = append(findings, c.checkBrowser())
	reached := map[string]bool{} // by the address of the API
	if !c.Offline {
		findings = append(findings, checkProxy())
		for _, app := range apps {
			found, answers := c.checkNetwork(ctx, app)
			reached[app.APIBase] = answers
			findings = append(findings, found)
		}
	}
	if readable {
		findings = append(findings, c.checkConnections(ctx, reached)...)
	}
	return findings
}

func passed(check, detail string) Finding { return Finding{Check: check, Detail: detail} }

func failed(check string, err error) Finding {
	return Finding{Check: check, Detail: err.Error(), Err: err}
}
