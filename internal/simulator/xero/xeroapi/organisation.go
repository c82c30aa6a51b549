package xeroapi

import (
	"cmp"
	"encoding/base64"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// organisation answers GET /Organisation: always exactly one.
func (q request) organisation(answer *envelope) error {
	answer.Organisations = []Organisation{describe(q.books.Company())}
	return nil
}

func describe(c books.Company) Organisation {
	o := Organisation{
		Name: c.Name, LegalName: cmp.Or(c.Legal, c.Name), PaysTax: true, Version: c.Region, OrganisationType: "COMPANY",
		BaseCurrency: c.Currency, CountryCode: c.Country, IsDemoCompany: c.Demo, OrganisationStatus: "ACTIVE",
		FinancialYearEndDay: c.YearEndDay, FinancialYearEndMonth: int(c.YearEndMonth),
		SalesTaxBasis: "ACCRUALS", SalesTaxPeriod: "QUARTERLY1",
		DefaultSalesTax: "Tax Exclusive", DefaultPurchasesTax: "Tax Inclusive",
		CreatedDateUTC: msDate(midnight(c.Founded)), Timezone: c.Timezone,
		ShortCode:      "!" + base64.RawURLEncoding.EncodeToString([]byte(c.ID))[:5],
		OrganisationID: c.ID, Edition: "BUSINESS", Class: "STANDARD",
		Addresses: []string{}, Phones: []string{}, ExternalLinks: []string{},
	}
	if c.Demo {
		o.Class = "DEMO"
	}
	if !c.LockedThrough.IsZero() {
		o.PeriodLockDate = zonedDate(midnight(c.LockedThrough))
	}
	return o
}
