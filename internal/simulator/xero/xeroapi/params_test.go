package xeroapi

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ledgerlink/ledgerlink/internal/recordings"
)

func TestPeriodsAndTitles(t *testing.T) {
	b := believable(t, "Harbourline Joinery Pty Ltd")
	for name, test := range map[string]struct {
		path, title string
		headers     []string
	}{
		"one month":                  {"ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31", "1 May 2026 to 31 May 2026", []string{"31 May 26"}},
		"31-day anchor":              {"ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31&periods=3&timeframe=MONTH", "1 May 2026 to 31 May 2026", []string{"31 May 26", "30 Apr 26", "31 Mar 26", "28 Feb 26"}},
		"30-day anchor":              {"ProfitAndLoss?fromDate=2026-04-01&toDate=2026-04-30&periods=3&timeframe=MONTH", "1 April 2026 to 30 April 2026", []string{"30 Apr 26", "30 Mar 26", "28 Feb 26", "30 Jan 26"}},
		"February anchor":            {"ProfitAndLoss?fromDate=2026-02-01&toDate=2026-02-28&periods=1&timeframe=MONTH", "1 February 2026 to 28 February 2026", []string{"28 Feb 26", "28 Jan 26"}},
		"several months are moved":   {"ProfitAndLoss?fromDate=2026-01-01&toDate=2026-03-31&periods=1&timeframe=MONTH", "1 January 2026 to 31 March 2026", []string{"31 Mar 26", "28 Feb 26"}},
		"quarters":                   {"ProfitAndLoss?fromDate=2026-01-01&toDate=2026-03-31&periods=1&timeframe=QUARTER", "1 January 2026 to 31 March 2026", []string{"31 Mar 26", "31 Dec 25"}},
		"years":                      {"ProfitAndLoss?fromDate=2025-07-01&toDate=2026-06-30&periods=1&timeframe=YEAR", "1 July 2025 to 30 June 2026", []string{"30 Jun 26", "30 Jun 25"}},
		"nothing asked":              {"ProfitAndLoss", "1 November 2026 to 30 November 2026", []string{"30 Nov 26"}},
		"mis-cased names do nothing": {"ProfitAndLoss?FromDate=2026-05-01&todate=2026-05-31&Periods=3", "1 November 2026 to 30 November 2026", []string{"30 Nov 26"}},
		"the future is allowed":      {"ProfitAndLoss?fromDate=2026-12-01&toDate=2026-12-31", "1 December 2026 to 31 December 2026", []string{"31 Dec 26"}},
		"sheet and a year before":    {"BalanceSheet?date=2026-04-30", "As at 30 April 2026", []string{"30 Apr 2026", "30 Apr 2025"}},
		"sheet snaps to month end":   {"BalanceSheet?date=2026-02-10&periods=2&timeframe=MONTH", "As at 28 February 2026", []string{"28 Feb 2026", "31 Jan 2026", "31 Dec 2025"}},
		"leap year":                  {"BalanceSheet?date=2024-02-29", "As at 29 February 2024", []string{"29 Feb 2024", "28 Feb 2023"}},
		"trial balance of any day":   {"TrialBalance?date=2026-04-24", "As at 24 April 2026", []string{"Debit", "Credit", "YTD Debit", "YTD Credit"}},
	} {
		report := reportOf(t, b, "/Reports/"+test.path)
		if got := report.ReportTitles[2]; got != test.title {
			t.Errorf("%s: title %q", name, got)
		}
		if diff := cmp.Diff(test.headers, texts(report.Rows[0])); diff != "" {
			t.Errorf("%s: headers %s", name, diff)
		}
		if report.ReportDate != "21 November 2026" || report.ReportTitles[1] != "Harbourline Joinery Pty Ltd" {
			t.Errorf("%s: %+v", name, report.ReportTitles)
		}
	}
}

func TestBadParametersAreRefused(t *testing.T) {
	b := believable(t, "Demo Company (NZ)")
	for _, path := range []string{
		"/Reports/ProfitAndLoss?periods=12&timeframe=MONTH", "/Reports/BalanceSheet?periods=0", "/Reports/BalanceSheet?periods=x",
		"/Reports/ProfitAndLoss?fromDate=01.05.2026", "/Reports/ProfitAndLoss?fromDate=2026-06-01&toDate=2026-05-31",
		"/Reports/ProfitAndLoss?fromDate=2025-05-01&toDate=2026-05-01", "/Reports/BalanceSheet?date=2026-02-30", "/Reports/TrialBalance?date=yesterday",
	} {
		var answer validation
		status, body := ask(b, path)
		if err := json.Unmarshal(body, &answer); err != nil || status != http.StatusBadRequest || answer.Type != "ValidationException" {
			t.Errorf("%s: HTTP %d %s", path, status, body)
		}
	}
}

func TestBadTimeframeIsRefusedInXerosWords(t *testing.T) {
	var sample struct{ Body json.RawMessage }
	if err := json.Unmarshal(recordings.Read(t, "xero/errors/400-validation-timeframe.json"), &sample); err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := json.Compact(&want, sample.Body); err != nil {
		t.Fatal(err)
	}
	status, got := ask(believable(t, "Demo Company (NZ)"), "/Reports/BalanceSheet?timeframe=month&periods=2")
	if status != http.StatusBadRequest || strings.TrimSpace(string(got)) != want.String() {
		t.Errorf("HTTP %d %s, Xero says %s", status, got, want.String())
	}
}

func TestOnlyWhatIsThereCanBeRead(t *testing.T) {
	b := believable(t, "Demo Company (NZ)")
	for path, want := range map[string]string{
		Prefix + "/Accounts": "accounting.settings.read", Prefix + "/Reports/TrialBalance": "accounting.reports.trialbalance.read",
		Prefix + "/Invoices": "", "/elsewhere": "",
	} {
		if scope, ok := Scope(path); scope != want || ok != (want != "") {
			t.Errorf("%s asks for %q", path, scope)
		}
	}
	if status, _ := ask(b, "/Reports/Nothing"); status != http.StatusNotFound {
		t.Errorf("an unknown report: HTTP %d", status)
	}
	recorder := httptest.NewRecorder()
	new(Server).Serve(recorder, httptest.NewRequest(http.MethodPut, Prefix+"/Accounts", nil), b)
	if recorder.Code != http.StatusMethodNotAllowed {
		t.Errorf("writing: HTTP %d", recorder.Code)
	}
}

func TestWithoutAcceptXeroAnswersXML(t *testing.T) {
	recorder := httptest.NewRecorder()
	new(Server).Serve(recorder, httptest.NewRequest(http.MethodGet, Prefix+"/Reports/TrialBalance", nil), believable(t, "Demo Company (NZ)"))
	var answer struct {
		Reports []struct{ ReportID string } `xml:"Reports>Report"`
	}
	if err := xml.Unmarshal(recorder.Body.Bytes(), &answer); err != nil || len(answer.Reports) != 1 || answer.Reports[0].ReportID != "TrialBalance" {
		t.Errorf("%v: %s", err, recorder.Body.String())
	}
	if got := recorder.Header().Get("Content-Type"); !strings.HasPrefix(got, "text/xml") {
		t.Errorf("content type %q", got)
	}
}
