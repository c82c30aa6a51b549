package provider

import (
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/quickbooks"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// Open returns a reader of one organisation. The configuration says how to reach
// the provider; where it is and which organisation is meant is filled in.
func (p Profile) Open(organisationID string, config readonly.Config) (ledger.Reader, error) {
	config.BaseURL, config.OrganisationID = p.APIBase, organisationID
	if p.Provider == ledger.QuickBooks {
		return quickbooks.New(config)
	}
	return xero.New(config)
}
