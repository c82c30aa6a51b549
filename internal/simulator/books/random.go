package books

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Chance says what random books shall be like. Zero fields are drawn from the seed.
type Chance struct {
	Provider ledger.Provider
	History  ledger.Range // months with postings; drawn: 1 to 40 months up to October 2026
	Accounts int          // accounts beside the ones every chart has; drawn: up to 40
	Journals int          // drawn: up to 300
}

// Random are books drawn from a seed, the same for the same seed and chance:
// any chart, tree, year end, dates, signs and bases a provider allows. Journals
// also lie on the days just outside the history, which a report on its months
// must count in its opening balances or leave out.
func Random(seed uint64, chance Chance) (*Books, error) {
	luck := rand.New(rand.NewPCG(seed, 0x6c6564676572))
	chance = chance.drawn(luck)
	d := draw{luck: luck, chance: chance, company: randomCompany(luck, seed, chance)}
	d.chart()
	for range chance.Accounts {
		d.account()
	}
	journals := make([]Journal, chance.Journals)
	for i := range journals {
		journals[i] = d.journal(i)
	}
	return New(d.company, d.accounts, journals)
}

func (c Chance) drawn(luck *rand.Rand) Chance {
	provider := []ledger.Provider{ledger.Xero, ledger.QuickBooks}[luck.IntN(2)]
	to := ledger.NewMonth(2026, time.October) - ledger.Month(luck.IntN(36))
	history := ledger.Range{From: to - ledger.Month(luck.IntN(40)), To: to}
	accounts, journals := 1+luck.IntN(40), 1+luck.IntN(300)
	c.Provider = cmp.Or(c.Provider, provider)
	c.Accounts = cmp.Or(c.Accounts, accounts)
	c.Journals = cmp.Or(c.Journals, journals)
	if c.History.To == 0 {
		c.History = history
	}
	return c
}

func randomCompany(luck *rand.Rand, seed uint64, chance Chance) Company {
	region := []struct{ region, country, currency string }{
		{"AU", "AU", "AUD"}, {"NZ", "NZ", "NZD"}, {"UK", "GB", "GBP"}, {"US", "US", "USD"}, {"GLOBAL", "SG", "SGD"},
	}[luck.IntN(5)]
	company := Company{
		Organisation: ledger.Organisation{
			Provider: chance.Provider, ID: guid("random", fmt.Sprint(seed)),
			Name: fmt.Sprintf("Company %d", seed), Currency: region.currency, Country: region.country,
			YearEndMonth: time.Month(1 + luck.IntN(12)),
		},
		Region: region.region, Timezone: "UTC", Founded: chance.History.From.First(), MultiCurrency: luck.IntN(2) == 0,
		Numbered: luck.IntN(2) == 0,
		Layout:   Layout{Groups: luck.IntN(2) == 0, SeparateFX: region.region == "US"},
	}
	company.YearEndDay = ledger.NewMonth(2023, company.YearEndMonth).Last().Day
	if chance.Provider == ledger.QuickBooks {
		company.ID = fmt.Sprintf("9%015d", luck.Int64N(1e15))
		return company
	}
	if luck.IntN(3) == 0 {
		company.YearEndDay = 1 + luck.IntN(company.YearEndDay)
	}
	return company
}
