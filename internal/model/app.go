package model

import (
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// App is the user's own app at a provider.
type App struct {
	Provider     ledger.Provider
	Environment  string // production or sandbox
	ClientID     string
	ClientSecret string `json:"-"` // empty for a Xero PKCE app
	RedirectURI  string // as registered, if it is not the default
	SavedAt      time.Time
}

// Format prints the app without its secret, whatever the verb.
func (a App) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "(%s app %s, %s)", a.Provider, a.ClientID, a.Environment)
}
