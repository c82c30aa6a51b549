package bookstest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// RandomOptions says what random books are like. Zero fields are drawn from the seed.
type RandomOptions struct {
	Provider ledger.Provider
	History  ledger.Range // months with postings; drawn: 1 to 40 months up to October 2026
	Accounts int          // accounts beside the ones every chart has; drawn: up to 40
	Journals int          // drawn: up to 300
	Foreign  int          // bank accounts in a foreign currency, whose balances have fractions of cents; none unless said
}

// Random returns books drawn from a seed, the same for the same seed and options:
// any chart, tree, year end, dates, signs and bases a provider allows. Journals
// also lie on the days just outside the history, which a report on its months
// must count in its opening balances or leave out.
func Random(seed uint64, options RandomOptions) (*books.Books, error) {
	random := rand.New(rand.NewPCG(seed, 0x6c6564676572))
	options = options.drawn(random)
	d := draw{random: random, options: options, company: randomCompany(random, seed, options)}
	d.chart()
	for range options.Accounts {
		d.account()
	}
	journals := make([]books.Journal, options.Journals)
	for i := range journals {
		journals[i] = d.journal(i)
	}
	journals = append(journals, d.foreign()...)
	return books.New(d.company, d.accounts, journals)
}

func (c RandomOptions) drawn(random *rand.Rand) RandomOptions {
	provider := []ledger.Provider{ledger.Xero, ledger.QuickBooks}[random.IntN(2)]
	to := ledger.NewMonth(2026, time.October) - ledger.Month(random.IntN(36))
	history := ledger.Range{From: to - ledger.Month(random.IntN(40)), To: to}
	accounts, journals := 1+random.IntN(40), 1+random.IntN(300)
	c.Provider = cmp.Or(c.Provider, provider)
	c.Accounts = cmp.Or(c.Accounts, accounts)
	c.Journals = cmp.Or(c.Journals, journals)
	if c.History.To == 0 {
		c.History = history
	}
	return c
}

func randomCompany(random *rand.Rand, seed uint64, options RandomOptions) books.Company {
	region := []struct{ region, country, currency string }{
		{"AU", "AU", "AUD"}, {"NZ", "NZ", "NZD"}, {"UK", "GB", "GBP"}, {"US", "US", "USD"}, {"GLOBAL", "SG", "SGD"},
	}[random.IntN(5)]
	company := books.Company{
		Organisation: ledger.Organisation{
			Provider: options.Provider, ID: books.GUID("random", fmt.Sprint(seed)),
			Name: fmt.Sprintf("Company %d", seed), Currency: region.currency, Country: region.country,
			YearEndMonth: time.Month(1 + random.IntN(12)),
		},
		Region: region.region, Timezone: "UTC", Founded: options.History.From.First(), MultiCurrency: random.IntN(2) == 0,
		Numbered: random.IntN(2) == 0,
		Layout:   books.Layout{Groups: random.IntN(2) == 0, SeparateFX: region.region == "US"},
	}
	company.YearEndDay = ledger.NewMonth(2023, company.YearEndMonth).Last().Day
	if options.Provider == ledger.QuickBooks {
		company.ID = fmt.Sprintf("9%015d", random.Int64N(1e15))
		return company
	}
	if random.IntN(3) == 0 {
		company.YearEndDay = 1 + random.IntN(company.YearEndDay)
	}
	return company
}
