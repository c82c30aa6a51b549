// Package providers lists the providers that ledgerlink knows.
package providers

import (
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/quickbooks"
	"github.com/ledgerlink/ledgerlink/internal/provider/xero"
)

// All returns the providers in the order people are shown them.
func All() provider.Set {
	return provider.Set{xero.Provider{}, quickbooks.Provider{}}
}
