package connection

import (
	"context"
	"errors"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/signin"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// redeem turns the answer into tokens and finds out whose they are.
func (f *signInFlow) redeem(ctx context.Context, answer oauthflow.Answer) error {
	if err := f.provider.CheckAnswer(answer.Params); err != nil {
		return f.fail(err)
	}
	granted, err := f.endpoint().Exchange(ctx, answer.Code, f.redirect.URI, f.verifier)
	if _, ok := errors.AsType[*signin.KeysError](err); ok {
		return f.fail(err)
	}
	if err != nil {
		return f.fail(&ExchangeError{Err: err})
	}
	f.grant = provider.Grant{
		Profile:     f.profile,
		ClientID:    f.app.ID,
		Params:      answer.Params,
		Scopes:      granted.Scopes,
		AccessToken: granted.Tokens.Access,
		Config:      f.SignIn.Config(f.profile, f.newToken),
	}
	if f.identity, err = f.provider.Identify(ctx, f.grant); err != nil {
		return f.fail(err)
	}
	f.signIn = f.newSignIn(granted.Tokens)
	return f.adopt(ctx)
}

// newToken hands out the token that was just granted, which is as new as it gets.
func (f *signInFlow) newToken(_ context.Context, refused string) (string, error) {
	if refused != "" {
		return "", f.fail(&ledger.Error{
			Kind: ledger.SignInNeeded, Provider: f.profile.Provider, Op: "sign in",
			Message: "it does not accept the token it just handed out",
		})
	}
	return f.grant.AccessToken, nil
}

func (f *signInFlow) newSignIn(tokens model.Tokens) model.SignIn {
	s := model.SignIn{
		Provider:    f.profile.Provider,
		Environment: string(f.profile.Environment),
		BaseURL:     f.profile.Base,
		ClientID:    f.app.ID,
		Subject:     f.identity.Subject,
		Scopes:      f.identity.Scopes,
		Tokens:      tokens,
	}
	s.ID = model.SignInID(s.Provider, s.Environment, s.BaseURL, s.ClientID, s.Subject)
	return s
}

// adopt gives the new tokens to the connections that use the same sign-in
// already. A second consent may end the older chain of tokens, so theirs have to
// be the new ones however the rest of this sign-in goes.
func (f *signInFlow) adopt(ctx context.Context) error {
	return f.locked(ctx, func() error {
		_, err := f.Store.PeekSignIn(f.signIn.ID)
		if errors.Is(err, model.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		f.adopted = true
		return f.Store.SaveTokens(f.signIn.ID, f.signIn.Tokens)
	})
}

// newest is the sign-in with the newest tokens there are: while a person chose an
// organisation, another process may have refreshed those that were adopted or, if
// there was no such sign-in yet, finished a later consent. Times are compared in
// that case only, as a clock may go back.
func (f *signInFlow) newest() model.SignIn {
	stored, err := f.Store.SignIn(f.signIn.ID)
	if err == nil && (f.adopted || stored.Tokens.ObtainedAt.After(f.signIn.Tokens.ObtainedAt)) {
		f.signIn.Tokens = stored.Tokens
	}
	return f.signIn
}

// locked keeps refreshes of the sign-in out while do stores its tokens. Ctrl-C
// does not end it: the tokens are already ours.
func (f *signInFlow) locked(ctx context.Context, do func() error) error {
	unlock, err := f.Store.LockSignIn(context.WithoutCancel(ctx), f.signIn.ID)
	if err != nil {
		return err
	}
	defer unlock()
	return do()
}

// checkScopes refuses a consent that lacks something. Providers that do not say
// what they granted are taken at their word.
func (f *signInFlow) checkScopes() error {
	if len(f.identity.Scopes) == 0 {
		return nil
	}
	missing := slices.DeleteFunc(slices.Clone(f.profile.Scopes), func(scope string) bool {
		return slices.Contains(f.identity.Scopes, scope)
	})
	if len(missing) == 0 {
		return nil
	}
	return f.fail(&ScopesError{Missing: missing})
}
