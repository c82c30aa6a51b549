package connection

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Connect links an entity of a model to an organisation. Nothing is stored unless
// everything is right. Its errors are *ConnectedError for an entity that is linked
// already, *signin.AppError, *RedirectError, *LoopbackError, those of provider.Set
// and of oauthflow.Run, and *Error.
func (c *Connector) Connect(ctx context.Context, o ConnectOptions) (*ConnectResult, error) {
	if err := c.checkFree(o.Key); err != nil {
		return nil, err
	}
	environment := cmp.Or(o.Environment, provider.Production)
	if c.Simulator != "" {
		environment = provider.Simulator
	}
	profile, err := c.SignIn.Providers.Profile(o.Provider, environment, c.Simulator)
	if err != nil {
		return nil, err
	}
	flow, err := c.newFlow("connect", o.Key, profile, o.SignInOptions)
	if err != nil {
		return nil, err
	}
	return flow.run(ctx, o.SignInOptions, func(ctx context.Context) (*ConnectResult, error) {
		return flow.connect(ctx, o)
	})
}

// checkFree refuses a key that is connected already.
func (c *Connector) checkFree(key model.Key) error {
	conn, err := c.find(key)
	if _, ok := errors.AsType[*model.NotConnectedError](err); ok {
		return nil
	}
	if err != nil {
		return err
	}
	return &ConnectedError{Connection: conn}
}

// connect makes a connection of what was granted.
func (f *signInFlow) connect(ctx context.Context, o ConnectOptions) (*ConnectResult, error) {
	if err := f.checkScopes(); err != nil {
		return nil, err
	}
	picked, err := f.pick(ctx, o)
	if err != nil {
		return nil, err
	}
	organisation, err := f.read(ctx, picked.ID)
	if err != nil {
		return nil, err
	}
	if picked.Name == "" {
		if err := f.checkNamed(organisation, o.Organisation); err != nil {
			return nil, err
		}
	}
	if err := f.checkOrigin(o, organisation); err != nil {
		return nil, err
	}
	return f.link(ctx, organisation, picked.ConnectionID)
}

// read proves that the tokens open the organisation and that it is the one meant.
func (f *signInFlow) read(ctx context.Context, id string) (ledger.Organisation, error) {
	organisation, err := f.readIn(ctx, f.profile, id)
	if err != nil {
		return organisation, f.inOtherEnvironment(ctx, id, err)
	}
	if organisation.ID != id {
		return organisation, f.fail(&ledger.Error{
			Kind: ledger.WrongOrganisation, Provider: f.profile.Provider, Op: "read the organisation",
			Message: fmt.Sprintf("asked for %s, it answered about %s", id, organisation.ID),
		})
	}
	return organisation, nil
}

func (f *signInFlow) readIn(ctx context.Context, profile provider.Profile, id string) (ledger.Organisation, error) {
	config := f.grant.Config
	config.BaseURL, config.OrganisationID = profile.APIBase, id
	reader, err := f.provider.Open(config)
	if err != nil {
		return ledger.Organisation{}, err
	}
	return reader.Organisation(ctx)
}

// inOtherEnvironment finds out whether an organisation that does not answer lives
// in the provider's other environment; otherwise it returns cause.
func (f *signInFlow) inOtherEnvironment(ctx context.Context, id string, cause error) error {
	other := f.provider.OtherEnvironment(f.profile.Environment, cause)
	if other == "" {
		return cause
	}
	if _, err := f.readIn(ctx, f.provider.Profile(other), id); err != nil {
		return cause
	}
	return f.fail(&OtherEnvironmentError{Environment: other, Wanted: f.profile.Environment})
}

// link stores the connection with its tokens.
func (f *signInFlow) link(ctx context.Context, organisation ledger.Organisation, connectionID string) (*ConnectResult, error) {
	conn := model.Connection{
		Key:          f.key,
		Provider:     f.profile.Provider,
		Environment:  string(f.profile.Environment),
		BaseURL:      f.profile.Base,
		Organisation: organisation,
		ConnectionID: connectionID,
		SignInID:     f.signIn.ID,
		RedirectURI:  f.redirect.URI,
		ConnectedAt:  f.now().UTC(),
	}
	err := f.locked(ctx, func() error { return f.Store.Link(conn, f.newest()) })
	if err != nil {
		return nil, err
	}
	state, expires := model.StateOf(f.signIn, f.now())
	return &ConnectResult{Connection: conn, State: state, Expires: expires}, nil
}
