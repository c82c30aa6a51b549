package provider

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Provider is one accounting system: how it signs people in, what a consent
// gives access to, how it is read, and how access to it ends. Implementations
// hold no state and are safe for concurrent use.
type Provider interface {
	// Name is the name in commands, records and files, e.g. "xero".
	Name() ledger.Provider

	// Aliases are further names that commands accept.
	Aliases() []string

	// Environments lists the environments a person can choose from, Production
	// first. Simulator is not among them.
	Environments() []Environment

	// Profile is where the provider is in one of its Environments.
	Profile(environment Environment) Profile

	// CheckAnswer refuses an authorisation answer that lacks something, before its
	// code is redeemed. params holds the answer without code and state.
	CheckAnswer(params url.Values) error

	// Identify names the owner of the tokens that a consent was redeemed for.
	Identify(ctx context.Context, grant Grant) (Identity, error)

	// Organisations lists what the consent gives access to.
	Organisations(ctx context.Context, grant Grant, identity Identity) (Access, error)

	// OtherEnvironment says in which other environment an organisation may be whose
	// reading failed with err; empty where err does not suggest any.
	OtherEnvironment(environment Environment, err error) Environment

	// Open returns a reader of the organisation that the configuration names; its
	// BaseURL is a Profile.APIBase. It asks nothing yet.
	Open(config readonly.Config) (ledger.Reader, error)

	// DisconnectRequest asks the provider to end one connection of a sign-in and to
	// keep the others. It is only called where Profile.Disconnects.
	DisconnectRequest(ctx context.Context, profile Profile, connectionID, accessToken string) (*http.Request, error)

	// RevokeRequest asks the provider to end a sign-in, however many connections it has.
	RevokeRequest(ctx context.Context, profile Profile, app App, refreshToken string) (*http.Request, error)

	// PlannedCalls is the number of calls that reading the organisation's actuals
	// takes where none has to be repeated; nil stands for reading the chart alone.
	PlannedCalls(organisation ledger.Organisation, actuals *ledger.Request) int

	// SetupGuide says how to register an app of one's own with the provider.
	SetupGuide(environment Environment) SetupGuide

	// AccountTypes says what the provider's account types are in a forecast model.
	AccountTypes() AccountTypes
}

// App is a user's own app at a provider.
type App struct {
	ID     string
	Secret string // empty for a public client
}

// Grant is a consent that was redeemed for tokens.
type Grant struct {
	Profile     Profile
	ClientID    string
	Params      url.Values // of the authorisation answer, without code and state
	Scopes      []string   // that the token answer names; empty where it names none
	AccessToken string
	Config      readonly.Config // asks with the access token, at Profile.APIBase
}

// Identity is whose sign-in it is. Two consents with the same Subject and the
// same app are one sign-in: its newest tokens are the ones that count.
type Identity struct {
	Subject string   // a person (Xero) or a company (QuickBooks)
	Scopes  []string // that were granted; empty where the provider does not say
	Consent string   // the provider's own id of this consent; may be empty
}

// Access is what a consent gives access to.
type Access struct {
	Organisations []Organisation
	// Exact reports whether it is known that this consent is about the one
	// organisation listed. Otherwise it is never guessed which one was meant.
	Exact bool
}

// Organisation is an organisation that a consent gives access to.
type Organisation struct {
	ID           string
	Name         string // empty where it has to be read first
	ConnectionID string // what DisconnectRequest takes; may be empty
}

// Label is the name where it is known, else the id.
func (o Organisation) Label() string { return cmp.Or(o.Name, o.ID) }
