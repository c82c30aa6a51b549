package store

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestMain lets tests start this binary again as another process of the tool.
func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(playRole(role))
	}
	os.Exit(m.Run())
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

// openAt opens a store with its key in a file, as other processes can too.
func openAt(t testing.TB, home string) *Store {
	t.Helper()
	return open(t, Options{Home: home, KeyChoice: KeyFile})
}

func open(t testing.TB, o Options) *Store {
	t.Helper()
	if o.Now == nil {
		o.Now = at(noon)
	}
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newStore is an empty store with its key in memory.
func newStore(t testing.TB) *Store {
	t.Helper()
	return open(t, Options{Home: t.TempDir(), Keys: seal.NewMemory()})
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

// wantError checks the sentinel and that it is in an *Error.
func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if told, ok := errors.AsType[*Error](err); !ok || told.Op == "" {
		t.Fatalf("%v does not say what could not be done", err)
	}
}

// acme is a connection to a Xero organisation; shore is one to QuickBooks.
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

func shore() (model.Connection, model.SignIn) {
	c := model.Connection{
		Key: model.Key{Model: "shore", Entity: model.MainEntity}, Provider: ledger.QuickBooks, Environment: "sandbox",
		Organisation: ledger.Organisation{Provider: ledger.QuickBooks, ID: "4620816365", Name: "Shore", Currency: "USD"},
	}
	return c, model.SignIn{
		Provider: ledger.QuickBooks, Environment: "sandbox", ClientID: "intuit", Subject: "4620816365", Tokens: tokens("shore"),
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
