package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// An account that the reports show and the chart does not have is part of the
// statements: without its amounts they would not add up.
func TestAccountsOutsideTheChartAreKeptAndSaid(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.connect("acme", "main", shop(t, ledger.Xero, june)).tamper = func(a *ledger.Actuals) {
		a.Accounts = slices.DeleteFunc(a.Accounts, func(account ledger.Account) bool { return account.ID == "rent" })
	}
	result := w.actuals(summer(w))
	strangers := result.Entities[0].Strangers
	if len(strangers) != 1 || strangers[0].ID != "rent" || strangers[0].Class != ledger.Expense {
		t.Errorf("strangers %+v", strangers)
	}
	if text := w.read("actuals.csv"); strings.Count(text, ",rent,,rent,,EXPENSE,profit_and_loss,movement,30.00,30.00,NZD,") != 3 {
		t.Errorf("the amounts are missing: %s", text)
	}
}
