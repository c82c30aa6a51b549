package connection

import (
	"cmp"
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/signin"
)

// signInFlow is one visit of a person to the provider, and what came of it.
type signInFlow struct {
	*Connector
	op       string // what it is for, e.g. "connect acme to Xero"
	key      model.Key
	provider provider.Provider
	profile  provider.Profile
	app      provider.App
	redirect Redirect
	verifier string // PKCE's; empty where the provider has none

	grant    provider.Grant
	identity provider.Identity
	signIn   model.SignIn
	adopted  bool // other connections use the tokens already
}

// newFlow prepares a consent. remembered are redirect URIs used before.
func (c *Connector) newFlow(verb string, key model.Key, profile provider.Profile, o SignInOptions, remembered ...string) (*signInFlow, error) {
	p, err := c.SignIn.Providers.Lookup(profile.Provider)
	if err != nil {
		return nil, err
	}
	app, err := c.SignIn.App(profile)
	if err != nil {
		return nil, err
	}
	stored, err := c.SignIn.StoredApp(profile)
	if err != nil {
		return nil, err
	}
	redirect, err := redirectFor(profile, o, append(remembered, stored.RedirectURI)...)
	if err != nil {
		return nil, err
	}
	return &signInFlow{
		Connector: c, op: verb + " " + key.String() + " to " + profile.Title(), key: key,
		provider: p, profile: profile, app: app, redirect: redirect,
	}, nil
}

// run sends a person to the provider and lets finish make a connection of what
// they granted. The browser is told how it ended.
func (f *signInFlow) run(ctx context.Context, o SignInOptions, finish func(context.Context) (*ConnectResult, error)) (*ConnectResult, error) {
	f.verifier = f.endpoint().NewVerifier()
	var result *ConnectResult
	err := oauthflow.Run(ctx, f.request(o), func(ctx context.Context, answer oauthflow.Answer) (oauthflow.Page, error) {
		err := f.redeem(ctx, answer)
		if err == nil {
			result, err = finish(ctx)
		}
		if err != nil || o.Page == nil {
			return oauthflow.Page{}, err
		}
		return o.Page(result), nil
	})
	if refused, ok := errors.AsType[*oauthflow.RefusedError](err); ok {
		return nil, f.fail(&ConsentRefusedError{Profile: f.profile, Err: refused})
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

func (f *signInFlow) request(o SignInOptions) oauthflow.Request {
	timeout := cmp.Or(o.Timeout, oauthflow.DefaultTimeout)
	return oauthflow.Request{
		Provider:     f.profile.Provider.Title(),
		AuthURL:      func(state string) string { return f.endpoint().AuthURL(state, f.redirect.URI, f.verifier) },
		RedirectURI:  f.redirect.URI,
		Listen:       o.Listen,
		Lenient:      o.Lenient,
		Port:         f.redirect.Port,
		CallbackPath: f.redirect.Path,
		Issuer:       f.profile.Issuer,
		Open:         o.Open,
		Paste:        o.Paste,
		AskAgain:     o.AskAgain,
		Timeout:      timeout,
		Announce: func(a oauthflow.Announcement) {
			if o.Announce != nil {
				o.Announce(Announcement{Announcement: a, Profile: f.profile, Opening: o.Open != nil, Timeout: timeout})
			}
		},
	}
}

func (f *signInFlow) endpoint() signin.Endpoint { return f.SignIn.Endpoint(f.profile, f.app) }

// fail says what could not be done because of err.
func (f *signInFlow) fail(err error) error { return &Error{Op: f.op, Key: f.key, Err: err} }
