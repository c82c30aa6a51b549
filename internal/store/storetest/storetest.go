// Package storetest holds what every store has to do, for stores to be tested
// with, and helpers for tests that use a store.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Store is what a store can do for the packages that use one.
type Store interface {
	View(func(model.Reader) error) error
	Update(func(model.Writer) error) error

	App(p ledger.Provider, environment string) (model.App, error)
	SaveApp(model.App) error
	DeleteApp(p ledger.Provider, environment string) error

	SignIn(id string) (model.SignIn, error)
	PeekSignIn(id string) (model.SignIn, error)
	LockSignIn(ctx context.Context, id string) (unlock func(), err error)
	BeginRefresh(id string) (model.SignIn, error)
	SaveTokens(id string, t model.Tokens) error
	EndRefresh(id, problem string) error
	MarkReconnect(id, why string) error

	Link(model.Connection, model.SignIn) error
	Unlink(model.Key) (signInOrphaned bool, err error)
}

// Run tests a kind of store. open returns an empty store whose clock stands at
// now.
func Run(t *testing.T, open func(t *testing.T, now time.Time) Store) {
	for name, test := range map[string]func(*testing.T, Store){
		"link and read":                      linkAndRead,
		"connections are in order":           connectionsAreInOrder,
		"two connections share a sign-in":    twoConnectionsShareASignIn,
		"link again":                         linkAgain,
		"link refuses":                       linkRefuses,
		"update connection fails":            updateConnectionFails,
		"production history":                 productionHistory,
		"every record":                       everyRecord,
		"update is all or nothing":           updateIsAllOrNothing,
		"values are copies":                  valuesAreCopies,
		"set series refuses":                 setSeriesRefuses,
		"refresh is noted before it is sent": refreshIsNotedBeforeItIsSent,
		"refresh that came to nothing":       refreshThatCameToNothing,
		"peek shows no token":                peekShowsNoToken,
		"apps":                               apps,
		"lock sign-in gives up":              lockSignInGivesUp,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t, noon))
		})
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func get1[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// acme is a connection to a Xero organisation with its sign-in.
func acme(entity string) (model.Connection, model.SignIn) {
	c := model.Connection{
		Key: model.Key{Model: "acme", Entity: entity}, Provider: ledger.Xero, Environment: "production",
		Organisation: ledger.Organisation{Provider: ledger.Xero, ID: "tenant-" + entity, Name: "Acme " + entity, Currency: "NZD"},
		ConnectionID: "c-" + entity, RedirectURI: "http://localhost:8217/callback/xero", ConnectedAt: noon,
	}
	return c, model.SignIn{
		Provider: ledger.Xero, Environment: "production", ClientID: "client", Subject: "user-1",
		Scopes: []string{"offline_access"}, Tokens: tokens("one"),
	}
}

func tokens(name string) model.Tokens {
	return model.Tokens{
		Access: "ACCESS-" + name, Refresh: "REFRESH-" + name, ObtainedAt: noon,
		AccessExpiresAt: noon.Add(30 * time.Minute), RefreshExpiresAt: noon.AddDate(0, 0, 60),
	}
}

func idOf(s model.SignIn) string {
	return model.SignInID(s.Provider, s.Environment, s.BaseURL, s.ClientID, s.Subject)
}

func second[T any](_ T, err error) error { return err }

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func sameAmount() cmp.Option { return cmp.Comparer(func(a, b ledger.Amount) bool { return a == b }) }
