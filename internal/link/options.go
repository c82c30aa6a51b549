package link

import (
	"context"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// DefaultPort is where the browser comes back to unless the user says otherwise.
const DefaultPort = 8217

// SignInOptions says how a person signs in.
type SignInOptions struct {
	Port        int    // 0: DefaultPort
	RedirectURL string // a registered page or address in place of the loopback one; may be empty

	Listen   bool                   // wait for the browser on the loopback addresses
	Lenient  bool                   // where the port is taken, wait for a paste only
	Open     func(url string) error // opens a browser; nil opens none
	Paste    oauthflow.LineReader   // gives the landed address as a line; nil asks for none
	AskAgain func(problem error)    // told why a pasted line will not do; nil in a script
	Timeout  time.Duration          // 0: oauthflow.DefaultTimeout
	Announce func(Announcement)     // shows what a person has to know; see Announcement.Text

	// Choose asks which of several organisations is meant and gives its index; nil
	// in a script, where the answer is --org.
	Choose func(ctx context.Context, among []Candidate) (int, error)
}

// Candidate is an organisation a consent gave access to.
type Candidate struct {
	ID     string
	Name   string
	UsedBy []model.Key // connections of this store that read it already
}

// ConnectOptions asks for a new connection.
type ConnectOptions struct {
	SignInOptions
	Key         model.Key
	Provider    ledger.Provider
	Environment provider.Environment // empty: production; a simulator in the environment goes first
	Org         string               // the organisation's name (any case) or id; may be empty
	AllowDemo   bool                 // a demo or sandbox organisation beside production history
}

// ReconnectOptions asks for a new consent for a connection there is.
type ReconnectOptions struct {
	SignInOptions
	Key model.Key
}

// DisconnectOptions asks for the end of a connection.
type DisconnectOptions struct {
	Key       model.Key
	LocalOnly bool // only here: leave the provider as it is
}

// Linked is a connection that was just made or renewed.
type Linked struct {
	Connection model.Connection
	State      model.SignInState
	Expires    time.Time // when the sign-in ends if it is not used; zero unknown
	Renewed    bool      // by reconnect
}

// Parting is what the end of a connection does, told before it is done.
type Parting struct {
	Connection model.Connection
	// AtProvider: the permission is ended at the provider. It is not where another
	// connection of this store reads the same organisation with it.
	AtProvider bool
	// SignInEnds: the tokens are revoked too, as nothing else here uses them.
	SignInEnds bool
	// SameSignIn are the other connections that use the same sign-in and stay.
	SameSignIn []model.Key
}

// Parted is a connection that was ended.
type Parted struct {
	Parting
	Notes []string // what a person has to know, a line each
}
