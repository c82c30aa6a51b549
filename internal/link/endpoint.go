package link

import (
	"context"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// tokenTimeout bounds one exchange with a token endpoint. Once a token or a code
// was sent, nothing else ends it: the answer may hold the only valid token.
const tokenTimeout = 30 * time.Second

// endpoint is a provider's token endpoint for one app.
type endpoint struct {
	linker  *Linker
	profile provider.Profile
	app     credentials
}

// grant is what a token endpoint handed out.
type grant struct {
	tokens model.Tokens
	scopes string // as granted, separated by spaces; QuickBooks does not say
}

// config fixes how the app proves itself. Trying both ways would send a code or
// a refresh token twice.
func (e endpoint) config(redirectURI string) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if e.app.secret != "" {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID:     e.app.id,
		ClientSecret: e.app.secret,
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

// exchange turns a code into tokens. The code is sent once, whatever happens.
func (e endpoint) exchange(ctx context.Context, code, redirectURI, verifier string) (grant, *failure) {
	var options []oauth2.AuthCodeOption
	if verifier != "" {
		options = append(options, oauth2.VerifierOption(verifier))
	}
	return e.ask(ctx, "exchange the consent for tokens", []string{code, verifier},
		func(ctx context.Context) (*oauth2.Token, error) {
			return e.config(redirectURI).Exchange(ctx, code, options...)
		})
}

// refresh turns a refresh token into new tokens, once.
func (e endpoint) refresh(ctx context.Context, refreshToken string) (grant, *failure) {
	return e.ask(ctx, "renew the sign-in", []string{refreshToken},
		func(ctx context.Context) (*oauth2.Token, error) {
			return e.config("").TokenSource(ctx, &oauth2.Token{RefreshToken: refreshToken}).Token()
		})
}

// ask runs one exchange to its end. None of the secrets is in a failure.
func (e endpoint) ask(ctx context.Context, op string, secrets []string, send func(context.Context) (*oauth2.Token, error)) (grant, *failure) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tokenTimeout)
	defer cancel()
	transport := &tokenTransport{endpoint: e, op: op}
	ctx = context.WithValue(ctx, oauth2.HTTPClient, &http.Client{
		Transport: transport,
		// A redirect would carry the secrets elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	asked := e.linker.now()
	token, err := send(ctx)
	if err != nil {
		return grant{}, transport.failure(transport.explain(err, append(secrets, e.app.secret)))
	}
	if problem := transport.check(token); problem != nil {
		return grant{}, transport.failure(problem)
	}
	return e.read(token, asked), nil
}

// read works out when the tokens end, counted from when they were asked for.
func (e endpoint) read(token *oauth2.Token, asked time.Time) grant {
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
	return grant{tokens, scopes}
}

// maxToken is far beyond the tokens of either provider.
const maxToken = 16 << 10

// check refuses an answer that was read but holds no tokens to work with.
func (t *tokenTransport) check(token *oauth2.Token) *ledger.Error {
	for _, text := range []string{token.AccessToken, token.RefreshToken} {
		if len(text) > maxToken || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
			problem := t.fault("its answer cannot be read")
			problem.Kind = ledger.Unavailable
			return problem
		}
	}
	if token.RefreshToken == "" {
		problem := t.fault("its answer holds no refresh token, without which the connection would end within the hour")
		problem.Kind = ledger.PermissionMissing
		return problem
	}
	return nil
}

// tokenTransport sends one exchange: with the headers the provider wants, and
// seen by whoever watches.
type tokenTransport struct {
	endpoint
	op        string
	sent      bool // the request may have reached the provider
	status    int
	requestID string
	retryIn   time.Duration
}

// failure is how an exchange that was sent this way failed.
func (t *tokenTransport) failure(reason *ledger.Error) *failure {
	answered := t.status >= 300 && t.status < 500
	return &failure{reason, t.sent && !answered}
}

// RoundTrip implements http.RoundTripper.
func (t *tokenTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for name, values := range t.profile.TokenHeader {
		request.Header[name] = values
	}
	request.Header.Set("Accept", "application/json")
	response, err := t.linker.watch(t.profile, t.op, request)
	t.sent = err == nil || !neverSent(err)
	if err != nil {
		return nil, err
	}
	t.status, t.requestID = response.StatusCode, t.profile.RequestID(response.Header)
	t.retryIn = retryAfter(response.Header, t.linker.now())
	whole(response)
	return response, nil
}

// watch sends a request and lets the observer see the exchange.
func (l *Linker) watch(p provider.Profile, op string, request *http.Request) (*http.Response, error) {
	if l.UserAgent != "" {
		request.Header.Set("User-Agent", l.UserAgent)
	}
	begun := l.now()
	response, err := l.transport().RoundTrip(request)
	if l.Observe != nil {
		call := readonly.Call{
			Op: op, Method: request.Method, URL: request.URL.String(), Attempt: 1, Took: l.now().Sub(begun), Err: err,
		}
		if err == nil {
			call.Status, call.RequestID = response.StatusCode, p.RequestID(response.Header)
		}
		l.Observe(call)
	}
	return response, err
}

func (l *Linker) transport() http.RoundTripper {
	if l.HTTP != nil && l.HTTP.Transport != nil {
		return l.HTTP.Transport
	}
	return http.DefaultTransport
}
