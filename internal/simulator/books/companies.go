package books

import (
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// believable are the companies there are. All of them are made up.
var believable = []story{
	{
		chart: "joinery.csv", family: "Harbourline Joinery",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: guid("Harbourline Joinery", "tenant"),
				Name: "Harbourline Joinery Pty Ltd", Legal: "Harbourline Joinery Pty Ltd",
				Currency: "AUD", Country: "AU", YearEndMonth: time.June, YearEndDay: 30,
			},
			Region: "AU", Timezone: "AUSEASTERNSTANDARDTIME", MultiCurrency: true, Layout: Layout{Groups: true},
		},
	},
	{
		chart: "tea.csv", family: "Kauri & Finch",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: guid("Kauri & Finch", "tenant"),
				Name: "Kauri & Finch Tea Merchants", Legal: "Kauri and Finch Tea Merchants Limited",
				Currency: "NZD", Country: "NZ", YearEndMonth: time.March, YearEndDay: 31,
			},
			Region: "NZ", Timezone: "NEWZEALANDSTANDARDTIME", MultiCurrency: true,
		},
	},
	{
		chart: "cycles.csv", family: "Pennine Cycle Works",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: guid("Pennine Cycle Works", "tenant"),
				Name: "Pennine Cycle Works", Legal: "Pennine Cycle Works (partnership)",
				Currency: "GBP", Country: "GB", YearEndMonth: time.April, YearEndDay: 5,
			},
			Region: "UK", Timezone: "GMTSTANDARDTIME",
		},
	},
	{
		chart: "outfitters.csv", family: "Juniper Ridge",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: guid("Juniper Ridge", "tenant"),
				Name: "Juniper Ridge Outfitters LLC", Legal: "Juniper Ridge Outfitters LLC",
				Currency: "USD", Country: "US", YearEndMonth: time.December, YearEndDay: 31,
			},
			Region: "US", Timezone: "MOUNTAINSTANDARDTIME", MultiCurrency: true, Layout: Layout{SeparateFX: true},
		},
	},
	demo("Demo Company (NZ)", "NZ", "NZD", "NEWZEALANDSTANDARDTIME", time.March, 31),
	demo("Demo Company (AU)", "AU", "AUD", "AUSEASTERNSTANDARDTIME", time.June, 30),
	{
		chart: "dental.csv", family: "Cedar Street",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.QuickBooks, ID: "9341453201774450",
				Name: "Cedar Street Dental Supply", Legal: "Cedar Street Dental Supply, Inc.",
				Currency: "USD", Country: "US", YearEndMonth: time.December, YearEndDay: 31,
			},
			Region: "US", Timezone: "America/Chicago", Numbered: true,
		},
	},
	{
		chart: "landscaping.csv", family: "Maplewood",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.QuickBooks, ID: "9341453988120637",
				Name: "Maplewood Landscaping Ltd.", Legal: "Maplewood Landscaping Ltd.",
				Currency: "CAD", Country: "CA", YearEndMonth: time.September, YearEndDay: 30,
			},
			Region: "CA", Timezone: "America/Toronto", MultiCurrency: true,
		},
	},
	{
		chart: "catering.csv", family: "Thornbury",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.QuickBooks, ID: "9130357210446158",
				Name: "Thornbury Catering Limited", Legal: "Thornbury Catering Limited",
				Currency: "GBP", Country: "GB", YearEndMonth: time.March, YearEndDay: 31,
			},
			Region: "GB", Timezone: "Europe/London",
		},
	},
}

// demo is one of Xero's demo companies. They all have the same account ids, as
// observed, so an account id means nothing without its organisation.
func demo(name, region, currency, timezone string, month time.Month, day int) story {
	return story{
		chart: "demo.csv", family: "Demo Company",
		company: Company{
			Organisation: ledger.Organisation{
				Provider: ledger.Xero, ID: guid(name, "tenant"), Name: name, Legal: name,
				Currency: currency, Country: region, Demo: true, YearEndMonth: month, YearEndDay: day,
			},
			Region: region, Timezone: timezone,
		},
	}
}
