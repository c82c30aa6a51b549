package xero

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// refusal is one recorded refusal: its status, headers and body.
type refusal struct {
	Status  int
	Headers map[string]string
	Body    json.RawMessage
}

func (f refusal) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	for name, value := range f.Headers {
		w.Header().Set(name, value)
	}
	w.Header().Set("Xero-Correlation-Id", "corr-1")
	w.WriteHeader(f.Status)
	var text string
	switch {
	case string(f.Body) == "null":
	case json.Unmarshal(f.Body, &text) == nil:
		fmt.Fprint(w, text)
	default:
		w.Write(f.Body)
	}
}

// refused asks for a balance sheet and gets the refusal every time.
func refused(t *testing.T, answer http.Handler) (*ledger.Error, *fakeXero, int) {
	t.Helper()
	fake := newFake(t)
	fake.serve["BalanceSheet"] = answer.ServeHTTP
	refreshes := 0
	config := fake.config()
	config.Token = func(_ context.Context, refused string) (string, error) {
		if refused != "" {
			refreshes++
		}
		return "secret-token", nil
	}
	m := month(t, "2026-05")
	_, err := newTestClient(t, config).report(t.Context(), singleRequest(balanceSheetResource, m), ledger.Accrual)
	fault, ok := errors.AsType[*ledger.Error](err)
	if !ok {
		t.Fatal(err)
	}
	if strings.Contains(err.Error(), "secret-token") || strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' }) {
		t.Errorf("%q", err)
	}
	return fault, fake, refreshes
}

var recordedRefusals = map[string]struct {
	kind      ledger.Kind
	tries     int
	refreshes int
	says      string
}{
	"errors/400-validation-timeframe":                              {ledger.Unexpected, 1, 0, "'MONTH', 'QUARTER', 'YEAR'"},
	"errors/401-authentication-unsuccessful":                       {ledger.SignInNeeded, 2, 1, "revoked"},
	"errors/401-authorization-unsuccessful-missing-scope-or-gated": {ledger.PermissionMissing, 1, 0, ScopeBalanceSheet},
	"errors/401-token-expired":                                     {ledger.SignInNeeded, 2, 1, "expired"},
	"errors/403-no-report-role":                                    {ledger.PermissionMissing, 1, 0, "reporting role"},
	"errors/403-wrong-tenant":                                      {ledger.Disconnected, 1, 0, "disconnected"},
	"errors/429-concurrent-limit":                                  {ledger.Unavailable, 4, 0, "too many calls"},
	"errors/429-day-limit":                                         {ledger.LimitReached, 1, 0, "today"},
	"errors/429-minute-limit":                                      {ledger.Unavailable, 4, 0, "too many calls"},
	"errors/5xx-transient":                                         {ledger.Unavailable, 4, 0, "not working"},
	"xeroizer-stubs/bad_request":                                   {ledger.Unexpected, 1, 0, "maximum length of 20"},
	"xeroizer-stubs/expired_oauth2_token":                          {ledger.SignInNeeded, 2, 1, "expired"},
	"xeroizer-stubs/generic_response_error":                        {ledger.Unexpected, 1, 0, "duplicate"},
	"xeroizer-stubs/invalid_oauth2_request_token":                  {ledger.SignInNeeded, 2, 1, "revoked"},
	"xeroizer-stubs/invalid_tenant_header":                         {ledger.Disconnected, 1, 0, "disconnected"},
	"xeroizer-stubs/object_not_found":                              {ledger.Unexpected, 1, 0, "not found"},
	// What the token endpoint refuses is not for this client to tell; it must
	// only not be taken for anything else.
	"errors/token-400-invalid-client":                   {ledger.Unexpected, 1, 0, "Bad Request"},
	"errors/token-400-invalid-grant":                    {ledger.Unexpected, 1, 0, "Bad Request"},
	"errors/token-400-invalid-scope-client-credentials": {ledger.Unexpected, 1, 0, "Bad Request"},
	"errors/token-400-unsupported-grant-type":           {ledger.Unexpected, 1, 0, "Bad Request"},
}

func TestEveryRecordedRefusalIsUnderstood(t *testing.T) {
	for name, want := range recordedRefusals {
		t.Run(filepath.Base(name), func(t *testing.T) {
			content := recordings.Read(t, "xero/"+name+".json")
			var answer refusal
			if err := json.Unmarshal(content, &answer); err != nil {
				t.Fatal(err)
			}
			if answer.Body == nil { // the file is the body itself
				answer.Body = content
			}
			fault, fake, refreshes := refused(t, answer)
			if fault.Kind != want.kind || len(fake.asked) != want.tries || refreshes != want.refreshes {
				t.Errorf("kind %d, %d tries, %d refreshes: %v", fault.Kind, len(fake.asked), refreshes, fault)
			}
			if !strings.Contains(fault.Message, want.says) || fault.Status != answer.Status || fault.RequestID != "corr-1" {
				t.Errorf("%+v", fault)
			}
		})
	}
}

func TestNoRecordedRefusalIsForgotten(t *testing.T) {
	elsewhere := map[string]bool{ // no refusals of the API
		"xeroizer-stubs/connections":    true,
		"errors/callback-access-denied": true,
	}
	for _, folder := range []string{"errors", "xeroizer-stubs"} {
		files, err := os.ReadDir(recordings.Path(t, "xero/"+folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := folder + "/" + strings.TrimSuffix(file.Name(), ".json")
			if _, known := recordedRefusals[name]; !known && !elsewhere[name] {
				t.Error(name)
			}
		}
	}
}

func TestWaitsAreAsLongAsXeroAsks(t *testing.T) {
	for name, test := range map[string]struct {
		headers map[string]string
		kind    ledger.Kind
		least   time.Duration // of the first wait
		most    time.Duration
		retryIn time.Duration
	}{
		"a minute's limit": {
			map[string]string{"X-Rate-Limit-Problem": "minute", "Retry-After": "27"}, ledger.Unavailable, 27 * time.Second, 29 * time.Second, 27 * time.Second,
		},
		"the longest wait is bounded": {
			map[string]string{"X-Rate-Limit-Problem": "minute", "Retry-After": "65"}, ledger.Unavailable, 65 * time.Second, 65 * time.Second, 65 * time.Second,
		},
		"a minute's limit that does not say how long": {
			map[string]string{"X-Rate-Limit-Problem": "AppMinute"}, ledger.Unavailable, 60 * time.Second, 62 * time.Second, 0,
		},
		"too many at once": {
			map[string]string{"X-Rate-Limit-Problem": "concurrent"}, ledger.Unavailable, 700 * time.Millisecond, 1300 * time.Millisecond, 0,
		},
		"a limit that does not say which": {nil, ledger.Unavailable, 700 * time.Millisecond, 1300 * time.Millisecond, 0},
		"a day's limit by its length alone": {
			map[string]string{"Retry-After": "66975"}, ledger.LimitReached, 0, 0, 66975 * time.Second,
		},
		"a day's limit by its word alone": {map[string]string{"X-Rate-Limit-Problem": "Daily"}, ledger.LimitReached, 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			fault, fake, _ := refused(t, refusal{Status: 429, Headers: test.headers, Body: json.RawMessage("null")})
			if fault.Kind != test.kind || fault.RetryIn != test.retryIn {
				t.Errorf("%+v", fault)
			}
			if test.most == 0 {
				if len(fake.waits) != 0 {
					t.Error("it waited", fake.waits)
				}
				return
			}
			if len(fake.waits) != 3 || fake.waits[0] < test.least || fake.waits[0] > test.most {
				t.Error(fake.waits)
			}
		})
	}
}

func TestRefusalsInOddForms(t *testing.T) {
	for name, test := range map[string]struct {
		answer refusal
		kind   ledger.Kind
		says   string
	}{
		"the scope in a header alone": {
			refusal{401, map[string]string{"WWW-Authenticate": `Bearer error="insufficient_scope"`}, json.RawMessage(`""`)}, ledger.PermissionMissing, ScopeBalanceSheet,
		},
		"a 403 nobody knows":        {refusal{403, nil, json.RawMessage(`{"detail":"Ask\u001b[31m your\nbank"}`)}, ledger.PermissionMissing, "Ask [31m your bank"},
		"a 403 without words":       {refusal{403, nil, json.RawMessage(`null`)}, ledger.PermissionMissing, "may not see"},
		"a web page":                {refusal{404, nil, json.RawMessage(`"<html>gone</html>"`)}, ledger.Unexpected, "Not Found"},
		"a gateway's web page":      {refusal{502, nil, json.RawMessage(`"<html>bad gateway</html>"`)}, ledger.Unavailable, "not working"},
		"a message with a token":    {refusal{400, nil, json.RawMessage(`{"Message":"bad eyJhbGciOiJSUzI1NiIsImtpZCI6IjFDQUY4RTY2NzcyRDZEQzAi"}`)}, ledger.Unexpected, "bad …"},
		"a redirect to the sign-in": {refusal{302, map[string]string{"Location": "/elsewhere"}, json.RawMessage(`null`)}, ledger.Unexpected, "Found"},
		"a body of another shape":   {refusal{400, nil, json.RawMessage(`[1,2]`)}, ledger.Unexpected, "[1,2]"},
		"an endless message":        {refusal{400, nil, json.RawMessage(`{"Message":"` + strings.Repeat("so long ", 100) + `"}`)}, ledger.Unexpected, "so long so"},
	} {
		t.Run(name, func(t *testing.T) {
			fault, _, _ := refused(t, test.answer)
			if fault.Kind != test.kind || !strings.Contains(fault.Message, test.says) || len(fault.Message) > 400 {
				t.Errorf("%d: %q", fault.Kind, fault.Message)
			}
		})
	}
}

// TestABrokenAnswerIsNeverTakenInPart serves answers that look like a success.
func TestABrokenAnswerIsNeverTakenInPart(t *testing.T) {
	fake := newFake(t)
	whole := fake.profitAndLoss(&http.Request{Form: map[string][]string{"fromDate": {"2026-05-01"}, "toDate": {"2026-05-31"}}})
	for name, body := range map[string]string{
		"a web page":                 `<!DOCTYPE html><html></html>`,
		"nothing":                    ``,
		"half of it":                 whole[:len(whole)/2],
		"all but the end":            whole[:len(whole)-1],
		"more than one":              whole + whole,
		"another object":             `{"Organisations":[]}`,
		"no report":                  `{"Reports":[]}`,
		"two reports":                `{"Reports":[{"ReportID":"ProfitAndLoss"},{"ReportID":"ProfitAndLoss"}]}`,
		"null":                       `null`,
		"rows that are none":         `{"Reports":[{"Rows":"none"}]}`,
		"a report of nothing":        `{"Reports":[{"ReportID":"ProfitAndLoss","Rows":[]}]}`,
		"an amount of letters":       strings.Replace(whole, "30.00", "lots", 1),
		"an amount in use of commas": strings.Replace(whole, "30.00", "1,030.00", 1),
		"a missing amount":           strings.Replace(whole, `,{"Value":"30.00","Attributes":[{"Value":"cogs","Id":"account"}]}`, "", 1),
		"a status of failure":        strings.Replace(whole, `"OK"`, `"ERROR"`, 1),
		"too deep":                   `{"Reports":[{"Rows":` + strings.Repeat(`[{"Rows":`, 30) + `[]` + strings.Repeat(`}]`, 30) + `}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.serve["ProfitAndLoss"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
			got, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			fault, ok := errors.AsType[*ledger.Error](err)
			if got != nil || !ok || fault.Kind != ledger.Unavailable {
				t.Fatal(got, err)
			}
			tries := 0
			for _, r := range fake.asked {
				if strings.HasSuffix(r.URL.Path, "ProfitAndLoss") {
					tries++
				}
			}
			if tries != 4 {
				t.Error(tries, "tries")
			}
		})
	}
}

func TestOneBrokenAnswerIsAskedForAgain(t *testing.T) {
	fake := newFake(t)
	broken := map[string]bool{}
	fake.edit = func(kind, body string) string {
		fake.mu.Lock()
		defer fake.mu.Unlock()
		if !broken[kind] {
			broken[kind] = true
			return body[:len(body)-2]
		}
		return body
	}
	asked := request(t, "2025-06", "2026-05")
	got, err := fake.client().Actuals(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	checkActuals(t, got, asked)
	if len(fake.asked) != 10 {
		t.Error(len(fake.asked))
	}
}
