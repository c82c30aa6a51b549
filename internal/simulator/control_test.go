package simulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ownBooks are books a test may change.
func ownBooks(t *testing.T) []*books.Books {
	t.Helper()
	book, err := books.Believable(dental, ledger.DateOf(noon))
	if err != nil {
		t.Fatal(err)
	}
	return []*books.Books{book}
}

func TestControlBooks(t *testing.T) {
	w := start(t, simulator.Options{Books: ownBooks(t)})
	balance := func() string {
		var out struct{ Movement, Balance ledger.Amount }
		w.get("/control/balance?organisation="+w.id(dental)+"&account=1010&from=2026-03-31&to=2026-03-31").json(t, &out)
		return out.Movement.String()
	}
	before := ledger.MustAmount(balance())
	journal := `{"organisation":"` + dental + `","date":"2026-03-31","lines":[{"account":"1010","net_debit":"-12.34"},{"account":"Money Market","net_debit":"12.34"}]}`
	if got := w.call(http.MethodPost, "journal", journal); got.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", got.StatusCode, got.text())
	}
	if got := balance(); got != before.Sub(ledger.MustAmount("12.34")).String() {
		t.Errorf("movement %s after %s", got, before)
	}
	edit := `{"organisation":"` + dental + `","account":"1010","name":"Main Account","code":"0010","archived":true}`
	if got := w.call(http.MethodPost, "account", edit); got.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", got.StatusCode, got.text())
	}
	list := w.get("/control/accounts?organisation=" + w.id(dental)).text()
	if !strings.Contains(list, `"Name":"Main Account"`) || !strings.Contains(list, `"Code":"0010"`) {
		t.Error("the account was not edited")
	}
	added := `{"organisation":"` + dental + `","account":{"ID":"999","Name":"New","FullName":"New","Type":"Expense","Class":"EXPENSE","Status":"ACTIVE"}}`
	if got := w.call(http.MethodPost, "accounts", added); got.StatusCode != http.StatusOK {
		t.Errorf("%d %s", got.StatusCode, got.text())
	}
	if got := w.call(http.MethodPost, "lock", `{"organisation":"`+dental+`","through":"2026-06-30"}`); got.StatusCode != http.StatusOK {
		t.Errorf("%d %s", got.StatusCode, got.text())
	}
	token, _ := w.signIn(w.intuit(), dental)
	if got := w.company(dental, "preferences", token.AccessToken).text(); !strings.Contains(got, `"BookCloseDate":"2026-06-30"`) {
		t.Error("the closing date does not show")
	}
}

func TestControlRefusesNonsense(t *testing.T) {
	w := start(t, simulator.Options{})
	for path, body := range map[string]string{
		"clock":      `{"advance":"tomorrow"}`,
		"consent":    `{"aprove":true}`,
		"revoke":     `{"provider":"sage"}`,
		"apps":       `{"provider":"xero"}`,
		"disconnect": `{"organisation":"nobody"}`,
		"reports":    `{"organisation":"nobody","denied":true}`,
		"journal":    `{"organisation":"` + dental + `","date":"2026-03-31","lines":[{"account":"1010","net_debit":"1.00"}]}`,
		"account":    `{"organisation":"` + dental + `","account":"nothing"}`,
		"lock":       `{"organisation":"nobody"}`,
		"faults":     `{"match":"/xero/","kind":"earthquake"}`,
	} {
		if got := w.call(http.MethodPost, path, body); got.StatusCode != http.StatusBadRequest || decoded(t, got.body)["error"] == "" {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.text())
		}
	}
}

func TestControlSteers(t *testing.T) {
	w := start(t, simulator.Options{})
	token, _ := w.signIn(w.xero(), joinery)
	ok := func(method, path, body string) {
		t.Helper()
		if got := w.call(method, path, body); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.text())
		}
	}
	call := func() int {
		return w.get(organisationPath, "Authorization", "Bearer "+token.AccessToken, "Xero-Tenant-Id", w.id(joinery)).StatusCode
	}
	ok(http.MethodPost, "apps", `{"provider":"quickbooks","client_id":"desk","client_secret":"right"}`)
	ok(http.MethodPost, "reports", `{"organisation":"`+joinery+`","denied":true}`)
	ok(http.MethodPost, "style", `{"Legacy":true}`)
	ok(http.MethodPost, "faults", `{"match":"/quickbooks/","kind":"slow","delay":"1ms","count":1}`)
	if got := w.Faults(); len(got) != 1 || got[0].Delay != time.Millisecond || !strings.Contains(w.call(http.MethodGet, "faults", "").text(), `"kind":"slow"`) {
		t.Errorf("faults %+v", got)
	}
	ok(http.MethodDelete, "faults", "")
	ok(http.MethodPost, "latency", `{"latency":"0s"}`)
	ok(http.MethodPost, "consent", `{"approve":true,"organisation":"x"}`)
	if call() != 200 {
		t.Fatal("the token does not work")
	}
	ok(http.MethodPost, "expire", "")
	if got := call(); got != 401 {
		t.Errorf("expired: %d", got)
	}
	ok(http.MethodPost, "clock", `{"advance":"24h"}`)
	if got := w.call(http.MethodGet, "clock", "").text(); !strings.Contains(got, "2026-11-22T12:00:00Z") {
		t.Errorf("clock %s", got)
	}
	ok(http.MethodPost, "revoke", `{"provider":"xero"}`)
	if got := w.refresh(xeroToken, token.RefreshToken).StatusCode; got != 400 {
		t.Errorf("revoked: %d", got)
	}
	if got := w.call(http.MethodGet, "tokens", "").text(); !strings.Contains(got, token.RefreshToken) || !strings.Contains(got, token.AccessToken) {
		t.Error("a token is not listed")
	}
	if got := w.call(http.MethodGet, "requests", "").text(); !strings.Contains(got, organisationPath) || strings.Contains(got, token.AccessToken) {
		t.Error("the log lacks a request or has a token")
	}
	if got := w.call(http.MethodGet, "organisations", "").text(); !strings.Contains(got, `"calls":1`) {
		t.Errorf("organisations %s", got)
	}
	ok(http.MethodDelete, "requests", "")
	if len(w.Requests()) != 0 || w.Calls(w.id(joinery)) != 0 {
		t.Error("the log is not empty")
	}
}

func TestControlIsForThisMachine(t *testing.T) {
	w := start(t, simulator.Options{})
	if got := w.get("/control/clock", "Origin", "https://evil.example"); got.StatusCode != http.StatusForbidden {
		t.Errorf("a page elsewhere: %d", got.StatusCode)
	}
	if got := w.get("/control/clock", "Origin", "null"); got.StatusCode != http.StatusForbidden {
		t.Errorf("a page without an origin: %d", got.StatusCode)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL+"/control/clock", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "evil.example"
	resp, err := w.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("a name that was rebound: %d", resp.StatusCode)
	}
}
