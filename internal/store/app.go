package store

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// App is the user's own app at a provider. Its secret is sealed on disk.
type App struct {
	Provider     ledger.Provider
	Environment  string // production or sandbox
	ClientID     string
	ClientSecret string // empty for a Xero PKCE app
	RedirectURI  string // as registered, where it is not the default
	SavedAt      time.Time
}
