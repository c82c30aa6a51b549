package books

import (
	"cmp"
	"strconv"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// locale is where a company keeps its books. Region and timezone are in the
// provider's words.
type locale struct {
	region, country, currency, timezone string
}

var (
	australia    = locale{"AU", "AU", "AUD", "AUSEASTERNSTANDARDTIME"}
	newZealand   = locale{"NZ", "NZ", "NZD", "NEWZEALANDSTANDARDTIME"}
	britain      = locale{"UK", "GB", "GBP", "GMTSTANDARDTIME"}
	colorado     = locale{"US", "US", "USD", "MOUNTAINSTANDARDTIME"}
	illinois     = locale{"US", "US", "USD", "America/Chicago"}
	ontario      = locale{"CA", "CA", "CAD", "America/Toronto"}
	greatBritain = locale{"GB", "GB", "GBP", "Europe/London"}
)

// companyTemplate describes a believable company and how its books are written.
type companyTemplate struct {
	chart       string // file of its chart and its posting rules
	provider    ledger.Provider
	id          string // QuickBooks: the realm; else drawn from the name
	name, legal string
	locale      locale
	month       time.Month // the financial year ends in
	day         int
	foreign     bool // multi-currency
	numbered    bool // QuickBooks: account numbers
	demo        bool
	layout      Layout
}

// believable are the companies there are. All of them are made up.
var believable = []companyTemplate{
	{chart: "joinery.csv", provider: ledger.Xero, name: "Harbourline Joinery Pty Ltd", locale: australia, month: time.June, day: 30, foreign: true, layout: Layout{Groups: true}},
	{chart: "tea.csv", provider: ledger.Xero, name: "Kauri & Finch Tea Merchants", legal: "Kauri and Finch Tea Merchants Limited", locale: newZealand, month: time.March, day: 31, foreign: true},
	{chart: "cycles.csv", provider: ledger.Xero, name: "Pennine Cycle Works", locale: britain, month: time.April, day: 5},
	{chart: "outfitters.csv", provider: ledger.Xero, name: "Juniper Ridge Outfitters LLC", locale: colorado, month: time.December, day: 31, foreign: true, layout: Layout{SeparateFX: true}},
	{chart: "demo.csv", provider: ledger.Xero, name: "Demo Company (NZ)", locale: newZealand, month: time.March, day: 31, demo: true},
	{chart: "demo.csv", provider: ledger.Xero, name: "Demo Company (AU)", locale: australia, month: time.June, day: 30, demo: true},
	{chart: "dental.csv", provider: ledger.QuickBooks, id: "9341453201774450", name: "Cedar Street Dental Supply", legal: "Cedar Street Dental Supply, Inc.", locale: illinois, month: time.December, day: 31, numbered: true},
	{chart: "landscaping.csv", provider: ledger.QuickBooks, id: "9341453988120637", name: "Maplewood Landscaping Ltd.", locale: ontario, month: time.September, day: 30, foreign: true},
	{chart: "catering.csv", provider: ledger.QuickBooks, id: "9130357210446158", name: "Thornbury Catering Limited", locale: greatBritain, month: time.March, day: 31, numbered: true},
}

// company is the company made from the template, founded before its first year.
func (t companyTemplate) company(today ledger.Date) Company {
	company := Company{
		Organisation: ledger.Organisation{
			Provider: t.provider, ID: cmp.Or(t.id, GUID(t.name, "tenant")),
			Name: t.name, Legal: cmp.Or(t.legal, t.name),
			Currency: t.locale.currency, Country: t.locale.country, Demo: t.demo,
			YearEndMonth: t.month, YearEndDay: t.day,
		},
		Region: t.locale.region, Timezone: t.locale.timezone,
		MultiCurrency: t.foreign, Numbered: t.numbered, Layout: t.layout,
	}
	running := company.FiscalYearStart(today)
	running.Year -= years
	company.Founded = company.FiscalYearStart(running)
	return company
}

// accountID is a GUID at Xero, the same for all demo companies (observed), and
// a short number at QuickBooks, where accounts made later have long ones.
func (t companyTemplate) accountID(key string, n int) string {
	switch {
	case t.demo:
		return GUID("demo", key)
	case t.provider == ledger.Xero:
		return GUID(t.name, key)
	case n < 40:
		return strconv.Itoa(31 + n)
	}
	return strconv.Itoa(1150040000 + n)
}
