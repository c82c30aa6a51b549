package mapping

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestOf(t *testing.T) {
	chart := &ledger.Chart{
		Organisation: ledger.Organisation{Provider: ledger.Xero},
		Accounts: []ledger.Account{
			{ID: "suggested", Name: "Sales", Type: "SALES", Class: ledger.Revenue},
			{ID: "decided", Name: "Sales", Type: "SALES", Class: ledger.Revenue},
			{ID: "taken away", Name: "Sales", Type: "SALES", Class: ledger.Revenue},
			{ID: "no money", Name: "Estimates"},
		},
	}
	decisions := map[string]Decision{
		"decided":    {Type: Revenue, Category: "Shop", Branch: "north"},
		"taken away": {Category: "left over"},
		"vanished":   {Type: Asset},
	}
	want := map[string]Mapping{
		"suggested":  {Decision{Revenue, "Revenue", "", "uk"}, Suggested, "account type SALES"},
		"decided":    {Decision{Revenue, "Shop", "", "north"}, Confirmed, "decided by you"},
		"taken away": {Decision{Branch: "uk"}, Unmapped, "left unmapped by you"},
		"no money":   {Decision{Branch: "uk"}, Unmapped, "carries no money in the ledger"},
	}
	if diff := cmp.Diff(want, Of(providers.All().AccountTypes(chart.Organisation.Provider), chart, "uk", decisions)); diff != "" {
		t.Error(diff)
	}
}

func TestParseType(t *testing.T) {
	for text, want := range map[string]Type{"cogs": COGS, " OPEX ": Opex, "": "", "Dividend": Dividend} {
		if got, ok := ParseType(text); !ok || got != want {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
	if _, ok := ParseType("Dividends"); ok {
		t.Error("Dividends is taken for a type")
	}
}

func TestFits(t *testing.T) {
	both := map[Type]bool{Tax: true, "": true}
	for _, kind := range append(Types(), "") {
		onIncome, onBalance := kind.Fits(ledger.ProfitAndLoss), kind.Fits(ledger.BalanceSheet)
		if !onIncome && !onBalance || (onIncome && onBalance) != both[kind] {
			t.Errorf("%q: profit and loss %v, balance sheet %v", kind, onIncome, onBalance)
		}
	}
}
