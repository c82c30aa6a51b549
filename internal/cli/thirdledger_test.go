package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// A third ledger is one value: nothing else of the tool is changed for it.
func TestThirdLedger(t *testing.T) {
	t.Parallel()
	server := newShoeboxServer(t)
	home, folder := t.TempDir(), t.TempDir()
	env := map[string]string{
		"LEDGERLINK_HOME": home, "LEDGERLINK_SHOEBOX_CLIENT_ID": "my-app", "LEDGERLINK_SHOEBOX_CLIENT_SECRET": "my-secret",
	}
	run := func(code int, args ...string) (out, err string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		got := cli.Main(t.Context(), args, terminal.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr},
			cli.WithProviders(append(providers.All(), shoebox{server.URL})),
			cli.WithEnv(func(name string) string { return env[name] }), cli.WithKeys(store.KeyFile),
			cli.WithNow(func() time.Time { return time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC) }), cli.WithBrowser(simtest.Follow), cli.WithHTTP(server.Client()))
		if got != code {
			t.Fatalf("%q ends with %d, want %d\n%s%s", args, got, code, &stdout, &stderr)
		}
		return stdout.String(), stderr.String()
	}

	port := simtest.FreePort(t)
	if _, told := run(0, "setup", "shoebox", "--client-id", "my-app", "--no-check"); !strings.Contains(told, "Open the shoebox.") {
		t.Errorf("setup says\n%s", told)
	}
	if _, told := run(0, "connect", "sb", "--model", "acme", "--port", port); !strings.Contains(told, "Corner Shop") {
		t.Errorf("connect says\n%s", told)
	}
	if out, _ := run(0, "status", "--check"); !strings.Contains(out, "Corner Shop") || !strings.Contains(out, "connected") {
		t.Errorf("status shows\n%s", out)
	}
	coa, actuals := filepath.Join(folder, "coa.csv"), filepath.Join(folder, "actuals.csv")
	run(0, "import", "coa", "--model", "acme", "-o", coa)
	if text := read(t, coa); !strings.Contains(text, "Takings") || !strings.Contains(text, "Drawer,,TILL,,ASSET,ACTIVE,EUR,,Asset,Cash") {
		t.Errorf("the chart is\n%s", text)
	}
	run(0, "import", "actuals", "--model", "acme", "--from", "2026-09", "--to", "2026-10", "-o", actuals)
	text := read(t, actuals)
	for _, amount := range []string{"1000.00", "400.00", "600.00", "1200.00"} {
		if !strings.Contains(text, amount) {
			t.Errorf("%s is not in the actuals:\n%s", amount, text)
		}
	}
	run(0, "refresh", "--model", "acme")
	if read(t, actuals) != text {
		t.Error("a refresh changes the actuals")
	}
	if server.count("refresh_token") == 0 {
		t.Error("no token was refreshed")
	}
	run(0, "disconnect", "--model", "acme")
	if server.count("revoke") != 1 {
		t.Errorf("the sign-in was revoked %d times", server.count("revoke"))
	}
	run(3, "refresh", "--model", "acme")
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// shoeboxServer is the authorisation server of the third ledger, and its API.
type shoeboxServer struct {
	*httptest.Server
	mu     sync.Mutex
	counts map[string]int // requests by grant type, and revocations
	issued int
}

func newShoeboxServer(t *testing.T) *shoeboxServer {
	s := &shoeboxServer{counts: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		back := url.Values{"code": {"c0de"}, "state": {query.Get("state")}}
		http.Redirect(w, r, query.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
	})
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("POST /revoke", func(http.ResponseWriter, *http.Request) { s.add("revoke") })
	mux.HandleFunc("GET /shop", func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer access-") {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// token hands out tokens that are used up at once, to the one app.
func (s *shoeboxServer) token(w http.ResponseWriter, r *http.Request) {
	if id, secret, ok := r.BasicAuth(); !ok || id != "my-app" || secret != "my-secret" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	n := s.add(r.FormValue("grant_type"))
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"access_token": fmt.Sprintf("access-%d", n), "refresh_token": fmt.Sprintf("refresh-%d", n), "expires_in": 60, "token_type": "Bearer",
	})
}

func (s *shoeboxServer) add(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[what]++
	s.issued++
	return s.issued
}

func (s *shoeboxServer) count(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[what]
}

// shoebox is a ledger that keeps the books of one shop.
type shoebox struct{ base string }

func (shoebox) Name() ledger.Provider { return "shoebox" }

func (shoebox) Aliases() []string { return []string{"sb"} }

func (shoebox) Environments() []provider.Environment {
	return []provider.Environment{provider.Production}
}

func (s shoebox) Profile(environment provider.Environment) provider.Profile {
	return provider.Profile{
		Provider: "shoebox", Environment: environment, APIBase: s.base,
		Endpoint: readonly.Endpoint{AuthURL: s.base + "/authorize", TokenURL: s.base + "/token", RevokeURL: s.base + "/revoke"},
		Scopes:   []string{"books.read"}, PKCE: true, SecretRequired: true, LoopbackURI: true,
		EarlyBy: 2 * time.Minute, AccessLife: time.Hour, RefreshLife: 30 * 24 * time.Hour,
	}
}

func (shoebox) CheckAnswer(url.Values) error { return nil }

func (shoebox) Identify(context.Context, provider.Grant) (provider.Identity, error) {
	return provider.Identity{Subject: "the shopkeeper"}, nil
}

func (shoebox) Organisations(context.Context, provider.Grant, provider.Identity) (provider.Access, error) {
	return provider.Access{Organisations: []provider.Organisation{{ID: "shop", Name: "Corner Shop"}}, Exact: true}, nil
}

func (shoebox) OtherEnvironment(provider.Environment, error) provider.Environment { return "" }

func (shoebox) Open(config readonly.Config) (ledger.Reader, error) {
	return &shoeboxReader{config}, nil
}

func (shoebox) DisconnectRequest(context.Context, provider.Profile, string, string) (*http.Request, error) {
	return nil, errors.ErrUnsupported
}

func (shoebox) RevokeRequest(ctx context.Context, p provider.Profile, _ provider.App, refreshToken string) (*http.Request, error) {
	return http.NewRequestWithContext(ctx, http.MethodPost, p.RevokeURL, strings.NewReader(refreshToken))
}

func (shoebox) PlannedCalls(ledger.Organisation, *ledger.Request) int { return 1 }

func (shoebox) SetupGuide(provider.Environment) provider.SetupGuide {
	return provider.SetupGuide{Site: "the shop", Before: []string{"Open the shoebox."}, Redirect: "As a redirect URI enter"}
}

func (shoebox) AccountTypes() provider.AccountTypes {
	return provider.AccountTypes{
		Types:    map[string]provider.Classification{"TILL": provider.Classify("Asset", "Cash", "")},
		Decisive: map[string]bool{"TILL": true},
	}
}

// shoeboxReader reads the shop, which sells for 1,000.00 and pays a rent of
// 400.00 in each of two months.
type shoeboxReader struct{ readonly.Config }

func (r *shoeboxReader) Probe(ctx context.Context) error {
	token, err := r.Token(ctx, "")
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.BaseURL+"/shop", http.NoBody)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := r.HTTP.Do(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		return &ledger.Error{Kind: ledger.SignInNeeded, Provider: "shoebox", Op: "read the shop", Message: response.Status, Err: err}
	}
	return nil
}

func (r *shoeboxReader) Organisation(ctx context.Context) (ledger.Organisation, error) {
	return ledger.Organisation{
		Provider: "shoebox", ID: "shop", Name: "Corner Shop", Currency: "EUR", Country: "IE", YearEndMonth: time.December, YearEndDay: 31,
	}, r.Probe(ctx)
}

func (r *shoeboxReader) Chart(ctx context.Context) (*ledger.Chart, error) {
	organisation, err := r.Organisation(ctx)
	account := func(id, name, kind string, class ledger.Class) ledger.Account {
		return ledger.Account{ID: id, Code: id, Name: name, FullName: name, Type: kind, Class: class, Status: ledger.Active, Currency: "EUR"}
	}
	return &ledger.Chart{Organisation: organisation, Accounts: []ledger.Account{
		account("100", "Drawer", "TILL", ledger.Asset),
		account("200", "Takings", "SALES", ledger.Revenue),
		account("300", "Rent", "COST", ledger.Expense),
	}}, err
}

func (r *shoeboxReader) Actuals(ctx context.Context, request ledger.Request) (*ledger.Actuals, error) {
	chart, err := r.Chart(ctx)
	if err != nil {
		return nil, err
	}
	a := &ledger.Actuals{Chart: *chart, Basis: request.Basis, Range: request.Range, Trial: ledger.TrialBalance{At: request.Range.To.Last()}}
	for _, month := range request.TrialMonths(chart.Organisation) {
		if month < a.Range.To {
			a.EarlierTrials = append(a.EarlierTrials, ledger.TrialBalance{At: month.Last()})
		}
	}
	if before := a.Range.From - 1; request.ReadsOpening() {
		a.Opening = &ledger.Opening{Month: before, NetDebit: map[string]ledger.Amount{
			"100": profits(before), ledger.CurrentYearEarnings: profits(before).Neg(),
		}}
	}
	line := func(i int, amount func(ledger.Month) ledger.Amount) {
		account := chart.Accounts[i]
		l := ledger.Line{AccountID: account.ID, Name: account.Name, Class: account.Class, Statement: account.Class.Statement()}
		for _, month := range a.Range.Months() {
			l.NetDebit = append(l.NetDebit, amount(month))
		}
		a.Lines = append(a.Lines, l)
		posted := func(trial *ledger.TrialBalance) {
			trial.Lines = append(trial.Lines, ledger.TrialLine{
				AccountID: account.ID, Name: account.Name, YearToDate: total(trial.At.MonthOf(), amount, account.Class.Statement()),
			})
		}
		posted(&a.Trial)
		for i := range a.EarlierTrials {
			posted(&a.EarlierTrials[i])
		}
	}
	line(0, func(m ledger.Month) ledger.Amount { return profits(m) })
	line(1, func(m ledger.Month) ledger.Amount { return inTheTwoMonths(m, "-1000.00") })
	line(2, func(m ledger.Month) ledger.Amount { return inTheTwoMonths(m, "400.00") })
	earnings := ledger.Line{AccountID: ledger.CurrentYearEarnings, Name: "Current year earnings", Class: ledger.Equity, Statement: ledger.BalanceSheet}
	for _, month := range a.Range.Months() {
		a.NetProfit = append(a.NetProfit, inTheTwoMonths(month, "600.00"))
		earnings.NetDebit = append(earnings.NetDebit, profits(month).Neg())
	}
	a.Lines = append(a.Lines, earnings)
	return a, nil
}

// inTheTwoMonths is the movement of a month: of September and October 2026.
func inTheTwoMonths(month ledger.Month, amount string) ledger.Amount {
	if september := ledger.NewMonth(2026, time.September); month == september || month == september+1 {
		return ledger.MustAmount(amount)
	}
	return ledger.Amount{}
}

// profits is what the shop had earned by the end of a month; all of it is in the
// till, and was earned in one year.
func profits(month ledger.Month) (sum ledger.Amount) {
	for m := ledger.NewMonth(2026, time.January); m <= month; m++ {
		sum = sum.Add(inTheTwoMonths(m, "600.00"))
	}
	return sum
}

// total is the trial balance's figure of an account: its balance, or the sum of
// its movements in the year.
func total(month ledger.Month, amount func(ledger.Month) ledger.Amount, statement ledger.Statement) (sum ledger.Amount) {
	if statement == ledger.BalanceSheet {
		return amount(month)
	}
	for m := ledger.NewMonth(2026, time.January); m <= month; m++ {
		sum = sum.Add(amount(m))
	}
	return sum
}
