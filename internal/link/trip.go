package link

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// trip is one visit of a person to the provider, and what came of it.
type trip struct {
	*Linker
	what     string // what the trip is for, e.g. "cannot connect acme to Xero"
	profile  provider.Profile
	app      credentials
	route    route
	verifier string // PKCE's; empty where the provider has none

	granted grant
	signIn  model.SignIn
	adopted bool   // other connections use the tokens already
	realm   string // QuickBooks: the company that was picked
	event   string // Xero: the consent's own id
}

// signInWith sends a person to the provider and lets finish make a connection of
// what they granted. The browser is told how it ended.
func (c *trip) signInWith(ctx context.Context, o SignInOptions, finish func(context.Context) (*Linked, error)) (*Linked, error) {
	if c.profile.PKCE {
		c.verifier = oauth2.GenerateVerifier()
	}
	var linked *Linked
	err := oauthflow.Run(ctx, c.request(o), func(ctx context.Context, answer oauthflow.Answer) (oauthflow.Page, error) {
		err := c.redeem(ctx, answer)
		if err == nil {
			linked, err = finish(ctx)
		}
		if err != nil {
			return oauthflow.Page{}, err
		}
		return linked.page(), nil
	})
	if err != nil {
		return nil, c.explain(err)
	}
	return linked, nil
}

func (c *trip) request(o SignInOptions) oauthflow.Request {
	timeout := cmp.Or(o.Timeout, oauthflow.DefaultTimeout)
	return oauthflow.Request{
		Provider:     c.profile.Provider.Title(),
		AuthURL:      c.authURL,
		RedirectURI:  c.route.redirectURI,
		Listen:       o.Listen,
		Lenient:      o.Lenient,
		Port:         c.route.port,
		CallbackPath: c.route.path,
		Issuer:       c.profile.Issuer,
		Open:         o.Open,
		Paste:        o.Paste,
		AskAgain:     o.AskAgain,
		Timeout:      timeout,
		Announce: func(a oauthflow.Announcement) {
			if o.Announce != nil {
				o.Announce(Announcement{Announcement: a, Provider: c.profile, Opening: o.Open != nil, Timeout: timeout})
			}
		},
	}
}

// explain tells a refusal of the provider in the words of this trip.
func (c *trip) explain(err error) error {
	refused, ok := errors.AsType[*oauthflow.RefusedError](err)
	if !ok {
		return err
	}
	name := c.profile.Provider.Title()
	switch refused.Code {
	case "access_denied":
		return fault.Wrap(fault.SignIn, c.what, errors.New("permission was not given at "+name+" ("+sanitize.Redact(refused.Error())+")"),
			"Run the command again and allow access; nothing was changed.")
	case "invalid_scope":
		return fault.Wrap(fault.SignIn, c.what, errors.New(name+" does not let your app ask for a permission it needs ("+sanitize.Redact(refused.Error())+")"),
			"Check that the app may ask for: "+strings.Join(c.profile.Scopes, " "))
	}
	return fault.Wrap(fault.SignIn, c.what, errors.New(name+" answered "+sanitize.Redact(refused.Error())))
}

func (c *trip) authURL(state string) string {
	var options []oauth2.AuthCodeOption
	if c.verifier != "" {
		options = append(options, oauth2.S256ChallengeOption(c.verifier))
	}
	return c.endpoint().config(c.route.redirectURI).AuthCodeURL(state, options...)
}

func (c *trip) endpoint() endpoint { return endpoint{c.Linker, c.profile, c.app} }

// redeem turns the answer into tokens and finds out whose they are.
func (c *trip) redeem(ctx context.Context, answer oauthflow.Answer) error {
	c.realm = answer.Params.Get("realmId")
	if c.profile.Provider == ledger.QuickBooks && !validRealm(c.realm) {
		return fault.New(fault.SignIn, c.what, "QuickBooks did not say which company was picked",
			"Run the command again; if you paste the address, paste all of it, realmId included.")
	}
	granted, failed := c.endpoint().exchange(ctx, answer.Code, c.route.redirectURI, c.verifier)
	if failed != nil {
		if failed.reason.Kind == ledger.BadCredentials {
			return badCredentials(c.what, c.profile, c.app.id, failed.reason)
		}
		return fault.Wrap(codeOf(failed.reason), c.what, failed.reason, "Run the command again: a consent can be used once only.")
	}
	c.granted = granted
	if err := c.identify(); err != nil {
		return err
	}
	return c.adopt(ctx)
}

// validRealm is true for what can be a company's id: it becomes part of addresses.
func validRealm(id string) bool {
	return realmPattern().MatchString(id)
}

// realmPattern is wider than the digits Intuit uses; it calls the id opaque.
var realmPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
})

// identify names the sign-in the tokens belong to: at Xero a person, at
// QuickBooks a company, each with the app.
func (c *trip) identify() error {
	subject, scopes := c.realm, strings.Fields(c.granted.scopes)
	if c.profile.Provider == ledger.Xero {
		claims, err := xero.AccessClaims(c.granted.tokens.Access)
		if err != nil {
			return err
		}
		if claims.ClientID != c.app.id || claims.XeroUserID == "" {
			return fault.New(fault.SignIn, c.what, "Xero handed out a token for another app, or for nobody")
		}
		subject, c.event = claims.XeroUserID, claims.AuthenticationEventID
		if len(scopes) == 0 {
			scopes = claims.Scopes
		}
	}
	c.signIn = model.SignIn{
		Provider:    c.profile.Provider,
		Environment: string(c.profile.Environment),
		BaseURL:     c.profile.Base,
		ClientID:    c.app.id,
		Subject:     subject,
		Scopes:      scopes,
		Tokens:      c.granted.tokens,
	}
	c.signIn.ID = model.SignInID(c.signIn.Provider, c.signIn.Environment, c.signIn.BaseURL, c.signIn.ClientID, subject)
	return nil
}

// adopt gives the new tokens to the connections that use the same sign-in
// already. A second consent may end the older chain of tokens, so theirs have to
// be the new ones however the rest of this trip goes.
func (c *trip) adopt(ctx context.Context) error {
	return c.locked(ctx, func() error {
		_, err := c.Store.PeekSignIn(c.signIn.ID)
		if errors.Is(err, model.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		c.adopted = true
		return c.Store.SaveTokens(c.signIn.ID, c.signIn.Tokens)
	})
}

// locked keeps refreshes of the sign-in out while do stores its tokens. Ctrl-C
// does not end it: the tokens are already ours.
func (c *trip) locked(ctx context.Context, do func() error) error {
	unlock, err := c.Store.LockSignIn(context.WithoutCancel(ctx), c.signIn.ID)
	if err != nil {
		return err
	}
	defer unlock()
	return do()
}

// checkScopes refuses a consent that lacks something. QuickBooks does not say
// what it granted.
func (c *trip) checkScopes() error {
	if len(c.signIn.Scopes) == 0 {
		return nil
	}
	var missing []string
	for _, scope := range c.profile.Scopes {
		if !slices.Contains(c.signIn.Scopes, scope) {
			missing = append(missing, scope)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fault.New(fault.SignIn, c.what, "these permissions were not granted: "+strings.Join(missing, ", "),
		"Run the command again and allow all of them; if they are not asked for, check the app's own scopes.")
}

// deps read with the tokens just granted, which are as new as they get.
func (c *trip) deps() readonly.Config {
	return c.Linker.deps(c.freshToken())
}

func (c *trip) freshToken() readonly.TokenSource {
	return func(_ context.Context, refused string) (string, error) {
		if refused != "" {
			return "", fault.New(fault.SignIn, c.what, c.profile.Provider.Title()+" does not accept the token it just handed out")
		}
		return c.granted.tokens.Access, nil
	}
}

// codeOf is the exit code of a failure at the token endpoint.
func codeOf(err *ledger.Error) fault.Code {
	switch err.Kind {
	case ledger.Unavailable:
		return fault.Unavailable
	case ledger.SignInNeeded, ledger.PermissionMissing, ledger.BadCredentials:
		return fault.SignIn
	}
	return fault.Failure
}
