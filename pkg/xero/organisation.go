package xero

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// wireOrganisation is what is read of an organisation. Addresses, phones and
// people are left out on purpose.
type wireOrganisation struct {
	OrganisationID        string
	Name                  string
	LegalName             string
	BaseCurrency          string
	CountryCode           string
	IsDemoCompany         bool
	FinancialYearEndDay   int
	FinancialYearEndMonth int
	PeriodLockDate        msDate
	EndOfYearLockDate     msDate
}

// Organisation reads who the organisation is, in one call. An answer about any
// other organisation than the client's is a *ledger.Error of kind
// ledger.WrongOrganisation.
func (c *Client) Organisation(ctx context.Context) (ledger.Organisation, error) {
	var organisation ledger.Organisation
	err := c.get(ctx, organisationResource, nil, func(body io.Reader) (err error) {
		organisation, err = readOrganisation(body)
		return err
	})
	if err != nil {
		return ledger.Organisation{}, err
	}
	if !strings.EqualFold(organisation.ID, c.organisationID) {
		return ledger.Organisation{}, wrongOrganisation(organisationResource, fmt.Sprintf(
			"asked about organisation %s, it answered about %q (%s)", c.organisationID, organisation.Name, organisation.ID))
	}
	return organisation, nil
}

func readOrganisation(body io.Reader) (ledger.Organisation, error) {
	var answer struct{ Organisations []wireOrganisation }
	if err := jsonread.Decode(body, &answer); err != nil {
		return ledger.Organisation{}, err
	}
	if len(answer.Organisations) != 1 || answer.Organisations[0].OrganisationID == "" {
		return ledger.Organisation{}, errors.New("it holds no organisation")
	}
	from := answer.Organisations[0]
	locked := from.PeriodLockDate.Date
	if locked.Before(from.EndOfYearLockDate.Date) {
		locked = from.EndOfYearLockDate.Date
	}
	return ledger.Organisation{
		Provider:      ledger.Xero,
		ID:            from.OrganisationID,
		Name:          from.Name,
		Legal:         from.LegalName,
		Currency:      from.BaseCurrency,
		Country:       from.CountryCode,
		Demo:          from.IsDemoCompany,
		YearEndMonth:  time.Month(from.FinancialYearEndMonth),
		YearEndDay:    from.FinancialYearEndDay,
		LockedThrough: locked,
	}, nil
}

func wrongOrganisation(resource resource, message string) *ledger.Error {
	return &ledger.Error{Kind: ledger.WrongOrganisation, Provider: ledger.Xero, Op: resource.op, Message: message}
}
