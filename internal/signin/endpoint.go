package signin

import (
	"context"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// exchangeTimeout bounds one exchange with a provider. Once a token or a code was
// sent, nothing else ends it: the answer may hold the only valid token.
const exchangeTimeout = 30 * time.Second

// Endpoint is a provider's authorisation and token endpoint for one app.
type Endpoint struct {
	client  *Client
	profile provider.Profile
	app     provider.App
}

// Endpoint returns the endpoint of a provider for an app.
func (c *Client) Endpoint(p provider.Profile, app provider.App) Endpoint {
	return Endpoint{c, p, app}
}

// Grant is what a token endpoint handed out.
type Grant struct {
	Tokens model.Tokens
	Scopes []string // as granted; empty where the provider does not say
}

// AuthURL is where a person gives consent. verifier is PKCE's; empty where the
// provider has none.
func (e Endpoint) AuthURL(state, redirectURI, verifier string) string {
	var options []oauth2.AuthCodeOption
	if verifier != "" {
		options = append(options, oauth2.S256ChallengeOption(verifier))
	}
	return e.config(redirectURI).AuthCodeURL(state, options...)
}

// NewVerifier returns a PKCE verifier, empty where the provider has no PKCE.
func (e Endpoint) NewVerifier() string {
	if !e.profile.PKCE {
		return ""
	}
	return oauth2.GenerateVerifier()
}

// config fixes how the app proves itself. Trying both ways would send a code or
// a refresh token twice.
func (e Endpoint) config(redirectURI string) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if e.app.Secret != "" {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID:     e.app.ID,
		ClientSecret: e.app.Secret,
		RedirectURL:  redirectURI,
		Scopes:       e.profile.Scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL:   e.profile.AuthURL,
			TokenURL:  e.profile.TokenURL,
			AuthStyle: style,
		},
	}
}

// failure is an exchange without tokens.
type failure struct {
	reason *ledger.Error
	unsure bool // the provider may have taken what was sent, although no answer says so
}

// Exchange redeems a code for tokens. The code is sent once, whatever happens.
// Its error is a *KeysError or a *ledger.Error.
func (e Endpoint) Exchange(ctx context.Context, code, redirectURI, verifier string) (Grant, error) {
	var options []oauth2.AuthCodeOption
	if verifier != "" {
		options = append(options, oauth2.VerifierOption(verifier))
	}
	grant, failed := e.ask(ctx, "exchange the consent for tokens", []string{code, verifier},
		func(ctx context.Context) (*oauth2.Token, error) {
			return e.config(redirectURI).Exchange(ctx, code, options...)
		})
	if failed != nil {
		return Grant{}, e.told(failed.reason)
	}
	return grant, nil
}

// told is a *KeysError for a refusal of the app's keys.
func (e Endpoint) told(refused *ledger.Error) error {
	if refused.Kind == ledger.BadCredentials {
		return &KeysError{Profile: e.profile, ClientID: e.app.ID, Err: refused}
	}
	return refused
}

// refresh turns a refresh token into new tokens, once.
func (e Endpoint) refresh(ctx context.Context, refreshToken string) (Grant, *failure) {
	return e.ask(ctx, "renew the sign-in", []string{refreshToken},
		func(ctx context.Context) (*oauth2.Token, error) {
			return e.config("").TokenSource(ctx, &oauth2.Token{RefreshToken: refreshToken}).Token()
		})
}

// ask runs one exchange to its end. None of the secrets is in a failure.
func (e Endpoint) ask(ctx context.Context, op string, secrets []string, send func(context.Context) (*oauth2.Token, error)) (Grant, *failure) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), exchangeTimeout)
	defer cancel()
	transport := &tokenTransport{Endpoint: e, op: op}
	ctx = context.WithValue(ctx, oauth2.HTTPClient, &http.Client{
		Transport: transport,
		// A redirect would carry the secrets elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	asked := e.client.now()
	token, err := send(ctx)
	if err != nil {
		return Grant{}, transport.failure(transport.explain(err, append(secrets, e.app.Secret)))
	}
	if problem := transport.check(token); problem != nil {
		return Grant{}, transport.failure(problem)
	}
	return e.read(token, asked), nil
}

// read works out when the tokens end, counted from when they were asked for.
func (e Endpoint) read(token *oauth2.Token, asked time.Time) Grant {
	lives := e.profile.Lifetimes(func(name string) any {
		if name == "expires_in" {
			return token.ExpiresIn
		}
		return token.Extra(name)
	})
	scopes, _ := token.Extra("scope").(string)
	tokens := model.Tokens{
		Access:           token.AccessToken,
		Refresh:          token.RefreshToken,
		ObtainedAt:       asked,
		AccessExpiresAt:  asked.Add(lives.Access),
		RefreshExpiresAt: asked.Add(lives.Refresh),
	}
	if lives.Hard > 0 {
		tokens.HardExpiresAt = asked.Add(lives.Hard)
	}
	return Grant{tokens, strings.Fields(scopes)}
}
