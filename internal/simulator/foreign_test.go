package simulator_test

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// foreign runs a client nobody here wrote against a simulator and decodes what
// it printed.
func foreign(t *testing.T, script string, into any) *simulator.Server {
	t.Helper()
	folder := filepath.Join("..", "..", "testdata", "node")
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "node_modules"))
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("needs Node.js and `npm ci` in testdata/node")
	}
	sim, err := simulator.New(simulator.Options{
		Today:       ledger.Date{Year: 2026, Month: time.November, Day: 21},
		AutoConsent: oauth.AutoConsent{Approve: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	command := exec.CommandContext(t.Context(), node, script)
	command.Dir = folder
	command.Env = append(os.Environ(), "SIMULATOR="+server.URL, "CLIENT_ID=a-client", "CLIENT_SECRET=a-secret")
	output, err := command.Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("%s: %s", script, failed.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(output, into); err != nil {
		t.Fatalf("%s printed %s: %v", script, output, err)
	}
	return sim
}

// report is what a foreign client made of a statement.
type report struct {
	ID, Name, Basis   string
	Titles            []string
	Columns, Sections int
}

func TestXerosOwnSDKReadsTheSimulator(t *testing.T) {
	var got struct {
		Rotated                        bool
		Tenant, Organisation, Currency string
		Accounts                       int
		Profit, Balance, Trial         report
	}
	sim := foreign(t, "xero.js", &got)
	book, ok := sim.Books(got.Tenant)
	if !ok || got.Organisation != got.Tenant || got.Currency != book.Organisation().Currency || !got.Rotated {
		t.Fatalf("%+v", got)
	}
	if got.Accounts != len(book.Accounts()) {
		t.Errorf("%d accounts, the books have %d", got.Accounts, len(book.Accounts()))
	}
	if got.Profit.ID != "ProfitAndLoss" || got.Profit.Columns != 13 || got.Profit.Titles[2] != "1 October 2026 to 31 October 2026" {
		t.Errorf("profit and loss %+v", got.Profit)
	}
	if got.Balance.ID != "BalanceSheet" || got.Balance.Columns != 13 || !slices.Contains(got.Balance.Titles, "As at 31 October 2026") {
		t.Errorf("balance sheet %+v", got.Balance)
	}
	if got.Trial.ID != "TrialBalance" || got.Trial.Columns != 5 {
		t.Errorf("trial balance %+v", got.Trial)
	}
}

func TestIntuitsClientsReadTheSimulator(t *testing.T) {
	var got struct {
		Realm, Company         string
		Lifetime, Accounts     int
		Refreshed              bool
		Profit, Balance, Trial report
	}
	sim := foreign(t, "quickbooks.js", &got)
	book, ok := sim.Books(got.Realm)
	if !ok || got.Company != book.Organisation().Name || !got.Refreshed || got.Lifetime < 8_640_000 {
		t.Fatalf("%+v", got)
	}
	active := 0
	for _, account := range book.Accounts() {
		if account.Status == ledger.Active {
			active++
		}
	}
	if got.Accounts != active {
		t.Errorf("%d accounts, the books have %d active ones", got.Accounts, active)
	}
	if got.Profit.Name != "ProfitAndLoss" || got.Profit.Columns != 14 || got.Profit.Basis != "Accrual" {
		t.Errorf("profit and loss %+v", got.Profit)
	}
	if got.Balance.Name != "BalanceSheet" || got.Balance.Columns != 13 || got.Trial.Name != "TrialBalance" || got.Trial.Columns != 3 {
		t.Errorf("balance sheet %+v, trial balance %+v", got.Balance, got.Trial)
	}
}
