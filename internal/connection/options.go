package connection

import (
	"context"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

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

	// Announce shows what a person has to know while the sign-in waits; may be nil.
	Announce func(Announcement)
	// Page is what the browser shows after a success; nil: an empty page.
	Page func(*ConnectResult) oauthflow.Page
	// Choose asks which of several organisations is meant and returns its index; nil
	// in a script, where the answer is ConnectOptions.Organisation.
	Choose func(ctx context.Context, among []Candidate) (int, error)
}

// Announcement is what a person has to know while a sign-in waits.
type Announcement struct {
	oauthflow.Announcement
	Profile provider.Profile
	Opening bool // a browser is being opened
	Timeout time.Duration
}

// Candidate is an organisation that a consent gave access to.
type Candidate struct {
	ID     string
	Name   string
	UsedBy []model.Key // connections of this store that read it already
}

// ConnectOptions asks for a new connection.
type ConnectOptions struct {
	SignInOptions
	Key          model.Key
	Provider     ledger.Provider
	Environment  provider.Environment // empty: production; Connector.Simulator takes precedence
	Organisation string               // its name (any case) or id; may be empty
	AllowDemo    bool                 // a demo or sandbox organisation beside live history
}

// ReconnectOptions asks for a new consent for a connection there is.
type ReconnectOptions struct {
	SignInOptions
	Key model.Key
}

// ConnectResult is a connection that was just made or renewed.
type ConnectResult struct {
	Connection model.Connection
	State      model.SignInState
	Expires    time.Time // when the sign-in ends if it is not used; zero unknown
	Renewed    bool      // by Reconnect
}

// DisconnectOptions asks for the end of a connection.
type DisconnectOptions struct {
	Key       model.Key
	LocalOnly bool // only here: leave the provider as it is
}

// DisconnectPlan is what the end of a connection does.
type DisconnectPlan struct {
	Connection model.Connection
	// AtProvider reports whether the permission ends at the provider. It does not
	// where another connection of this store reads the same organisation with it.
	AtProvider bool
	// Separate reports whether the provider ends a connection on its own; elsewhere
	// it ends with its sign-in only.
	Separate bool
	// SignInEnds reports whether the tokens are revoked too, as nothing else here
	// uses them.
	SignInEnds bool
	// SameSignIn are the other connections that use the same sign-in and stay.
	SameSignIn []model.Key
}

// DisconnectResult is a connection that was ended.
type DisconnectResult struct {
	DisconnectPlan
	LocalOnly    bool // nothing was ended at the provider, as asked
	AlreadyEnded bool // the provider no longer accepted the sign-in
}
