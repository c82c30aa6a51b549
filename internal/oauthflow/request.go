package oauthflow

import (
	"context"
	"net/url"
	"time"
)

// DefaultTimeout is how long a sign-in may take.
const DefaultTimeout = 10 * time.Minute

// Request describes one sign-in.
type Request struct {
	// Provider is the provider's name as people write it, for messages and pages.
	Provider string

	// AuthURL builds the authorisation URL around the state of this sign-in.
	AuthURL func(state string) string

	// RedirectURI is what the provider is told to send the browser back to. It is
	// the loopback address, or a registered page that hands the query on to it.
	RedirectURI string

	Listen       bool   // wait for the browser on the loopback addresses
	Lenient      bool   // where the port is taken, wait for a paste only
	Port         int    // where to listen
	CallbackPath string // the exact path of the callback, e.g. /callback/xero

	// Issuer is the only iss an answer may carry (RFC 9207); empty: any.
	Issuer string

	// Open opens a browser; nil opens none. It may block and it may fail: neither
	// ends the sign-in.
	Open func(url string) error

	// Paste gives the landed address as a line; nil asks for none. AskAgain is told
	// why a pasted line will not do and waits for the next one; where it is nil
	// (a script), a line that will not do ends the sign-in.
	Paste    LineReader
	AskAgain func(problem error)

	Timeout time.Duration // 0: DefaultTimeout

	// Announce is called once, when the listener is ready and before a browser is
	// opened. It has to show the URL.
	Announce func(Announcement)
}

// LineReader reads the lines of a stream, one after the other. Next returns
// io.EOF after the last one.
type LineReader interface {
	Next(ctx context.Context) (string, error)
}

// Announcement is what a person has to know while the sign-in waits.
type Announcement struct {
	URL         string // the authorisation URL, state and challenge in it
	RedirectURI string // what has to be registered with the provider
	Listening   bool
	Pasting     bool
}

// Answer is what the provider sent back for a consent that was given.
type Answer struct {
	Code   string
	Params url.Values // every parameter but code and state: realmId, iss, scope, …
}

// Page is what the browser shows at the end. It is plain text: markup in it is
// escaped. Neither a token nor a code belongs in it.
type Page struct {
	Title   string // "acme is linked to Blue Gum Coffee Ltd"
	Lead    string // one sentence
	Details []Detail
	Failed  bool
}

// Detail is one line of a page's table.
type Detail struct{ Label, Value string }

// Finish turns the answer into tokens and a link. The page it returns is shown
// in the browser; with an error a page with the error's text is shown.
type Finish func(ctx context.Context, answer Answer) (Page, error)
