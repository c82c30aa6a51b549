package quickbooks

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// refuse makes the company answer with a fault, first times, and then as ever.
func (s *intuit) refuse(times, status int, header, body string) {
	path := "/companyinfo/" + testRealm
	as := s.answers[path]
	s.answers[path] = func(w http.ResponseWriter, r *http.Request) {
		if times == 0 {
			as(w, r)
			return
		}
		times--
		if name, value, ok := strings.Cut(header, ": "); ok {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func faultOf(t *testing.T, err error) *ledger.Error {
	t.Helper()
	fault, ok := errors.AsType[*ledger.Error](err)
	if !ok {
		t.Fatalf("want a fault, got %v", err)
	}
	return fault
}

func TestFaultsByTheirBodies(t *testing.T) {
	upper := `{"Fault":{"Error":[{"Message":"m","Detail":"d","code":"%s"}],"type":"ValidationFault"},"time":"2026-11-21T08:00:00Z"}`
	lower := `{"fault":{"error":[{"message":"m","detail":"d","code":%s,"element":null}],"type":"SERVICE"},"time":1601391072830}`
	xml := `<?xml version="1.0"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="%s"><Message>m</Message><Detail>d</Detail></Error></Fault></IntuitResponse>`
	for _, test := range []struct {
		name   string
		status int
		body   string
		code   string
		kind   ledger.Kind
		tries  int
	}{
		{"a bad query", 400, fmt.Sprintf(upper, "4001"), "4001", ledger.Unexpected, 1},
		{"no permission", 400, fmt.Sprintf(upper, "5020"), "5020", ledger.PermissionMissing, 1},
		{"a wrong path", 400, fmt.Sprintf(upper, "500"), "500", ledger.Unexpected, 1},
		{"not this company", 403, fmt.Sprintf(lower, `"3100"`), "3100", ledger.Disconnected, 1},
		{"not this company, as a number", 403, fmt.Sprintf(lower, `3100`), "3100", ledger.Disconnected, 1},
		{"not this company, in XML", 403, fmt.Sprintf(xml, "003100"), "3100", ledger.Disconnected, 1},
		{"no sign-in", 401, fmt.Sprintf(lower, `"003200"`), "3200", ledger.SignInNeeded, 2},
		{"no sign-in, without a body", 401, "", "", ledger.SignInNeeded, 2},
		{"forbidden, in a page", 403, "<html><body>Forbidden", "", ledger.PermissionMissing, 1},
		{"nothing there, in a page", 404, "<!DOCTYPE html><html><p>Error & more</html>", "", ledger.Unexpected, 1},
		{"a lapsed subscription", 400, `{"Fault":{"Error":[{"Message":"Subscription for company has lapsed or Invalid destination URL is used.","code":"6190"}]}}`, "6190", ledger.Disconnected, 1},
		{"the wrong host", 403, `{"fault":{"error":[{"message":"invalid Destination URL is used"}]}}`, "", ledger.Disconnected, 1},
		{"throttled", 429, fmt.Sprintf(lower, `"3001"`), "3001", ledger.LimitReached, 4},
		{"throttled with 403", 403, fmt.Sprintf(xml, "003001"), "3001", ledger.LimitReached, 4},
		{"throttled without a body", 429, "", "", ledger.LimitReached, 4},
		{"down", 503, "<html>", "", ledger.Unavailable, 4},
		{"a gateway's time limit", 504, fmt.Sprintf(xml, "6002"), "6002", ledger.Unavailable, 4},
		{"a redirect", 302, "", "", ledger.Unexpected, 1},
		{"junk", 400, "\x00\xff{{{", "", ledger.Unexpected, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newIntuit(t)
			s.refuse(99, test.status, "", test.body)
			_, err := s.client().companyInfo(t.Context())
			fault := faultOf(t, err)
			if fault.Kind != test.kind || fault.Code != test.code || fault.Status != test.status || fault.RequestID != "tid-1" {
				t.Errorf("%+v", fault)
			}
			if len(s.asked) != test.tries {
				t.Errorf("asked %d times, want %d", len(s.asked), test.tries)
			}
		})
	}
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	s := newIntuit(t)
	s.refuse(1, 401, "", `{"fault":{"error":[{"code":"3200"}]}}`)
	if _, err := s.client().companyInfo(t.Context()); err != nil || s.tokens[0] != "token-2" {
		t.Fatal(err, s.tokens)
	}
}

func TestWaitingForTheThrottle(t *testing.T) {
	for _, test := range []struct {
		header string
		times  int
		waits  []time.Duration
		fails  bool
	}{
		{"", 1, []time.Duration{firstWait}, false},
		{"", 2, []time.Duration{firstWait, time.Minute}, false},
		{"", 4, []time.Duration{firstWait, time.Minute, time.Minute}, true},
		{"Retry-After: 7", 1, []time.Duration{7 * time.Second}, false},
		{"Retry-After: 300", 1, []time.Duration{5 * time.Minute}, false},
		{"Retry-After: 86400", 1, nil, true},
		{"Retry-After: nonsense", 2, []time.Duration{firstWait, time.Minute}, false},
		{"Retry-After: Fri, 01 Jan 2100 00:00:00 GMT", 1, nil, true},
	} {
		t.Run(fmt.Sprint(test.header, " ", test.times), func(t *testing.T) {
			s := newIntuit(t)
			s.refuse(test.times, 429, test.header, "")
			_, err := s.client().companyInfo(t.Context())
			for i, wait := range s.waits {
				s.waits[i] = wait.Truncate(jitter)
			}
			if (err != nil) != test.fails || fmt.Sprint(s.waits) != fmt.Sprint(test.waits) {
				t.Fatal(err, s.waits)
			}
			if err != nil && faultOf(t, err).Kind != ledger.LimitReached {
				t.Fatal(err)
			}
		})
	}
}

func TestNoSecretIsEverSaid(t *testing.T) {
	token := "token-1" // too short to look like one, but it is the one that was sent
	stale := "AB01601390262kxzxOlnHYdhtEVRXISU7piPqQrCmmbDN35Yjd"
	for _, status := range []int{400, 401, 403, 404, 429, 503} {
		s := newIntuit(t)
		s.refuse(99, status, "", fmt.Sprintf(`{"fault":{"error":[{"message":"Token %s\u001b[31m\r\n","detail":"expired: %s","code":"9999"}]}}`, token, stale))
		_, err := s.client().companyInfo(t.Context())
		text := err.Error()
		if strings.Contains(text, token) || strings.Contains(text, stale) || strings.ContainsAny(text, "\x1b\r\n") {
			t.Errorf("%d: %q", status, text)
		}
	}
}

func TestIntuitsWordsAreKeptWhereTheyHelp(t *testing.T) {
	s := newIntuit(t)
	s.refuse(99, 400, "", `{"Fault":{"Error":[{"Message":"Invalid query","Detail":"QueryValidationError: value 0 is too small","code":"4001"}]}}`)
	_, err := s.client().companyInfo(t.Context())
	if text := err.Error(); !strings.Contains(text, "Invalid query: QueryValidationError: value 0 is too small") {
		t.Fatal(text)
	}
}

// Every recorded fault is told for what it is.
func TestRecordedFaults(t *testing.T) {
	for name, want := range map[string]struct {
		status int
		code   string
		kind   ledger.Kind
	}{
		"minimul-qbo_api/error_400_2010_unsupported_property.json":          {0, "2010", ledger.Unexpected},
		"minimul-qbo_api/error_400_4001_query.json":                         {0, "4001", ledger.Unexpected},
		"minimul-qbo_api/error_400_500_and_2030_1.json":                     {0, "500", ledger.Unexpected},
		"minimul-qbo_api/error_400_500_and_2030_2.json":                     {0, "2030", ledger.Unexpected},
		"minimul-qbo_api/error_400_6240_duplicate_name.json":                {0, "6240", ledger.Unexpected},
		"minimul-qbo_api/error_401_3200_token_expired.json":                 {0, "3200", ledger.SignInNeeded},
		"issue-captured/error_403_3100_ApplicationAuthorizationFailed.json": {403, "3100", ledger.Disconnected},
		"issue-captured/error_403_3100_AuthorizationFailed.json":            {403, "3100", ledger.Disconnected},
		"issue-captured/error_504_6002_GatewayTimeout.xml":                  {504, "6002", ledger.Unavailable},
		"ruckus-quickbooks-ruby/fault.xml":                                  {400, "2050", ledger.Unexpected},
		"ruckus-quickbooks-ruby/query_validation_error.xml":                 {400, "4001", ledger.Unexpected},
		"ruckus-quickbooks-ruby/throttle_exceeded_error.xml":                {403, "3001", ledger.LimitReached},
		"ruckus-quickbooks-ruby/too_many_requests_error.xml":                {429, "3001", ledger.LimitReached},
	} {
		t.Run(path.Base(name), func(t *testing.T) {
			body := recordings.Read(t, "quickbooks/"+name)
			if want.status == 0 {
				want.status = recordedStatus(t, name)
			}
			s := newIntuit(t)
			s.refuse(99, want.status, "", string(body))
			_, err := s.client().companyInfo(t.Context())
			fault := faultOf(t, err)
			if fault.Code != want.code || fault.Kind != want.kind || fault.Status != want.status {
				t.Errorf("%+v", fault)
			}
			if strings.Contains(fault.Error(), "AB01601390262") {
				t.Error("the token is echoed:", fault)
			}
		})
	}
}

// recordedStatus is the status beside a recorded body.
func recordedStatus(t *testing.T, name string) int {
	t.Helper()
	content, err := os.ReadFile(recordings.Path(t, "quickbooks/"+strings.TrimSuffix(name, ".json")+".http.json"))
	if err != nil {
		t.Fatal(err)
	}
	var recorded struct{ Status int }
	if err := json.Unmarshal(content, &recorded); err != nil || recorded.Status == 0 {
		t.Fatal(recorded, err)
	}
	return recorded.Status
}
