package xero

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// FuzzReport: whatever is taken for a report can be proved or refused, and what
// is proved adds up.
func FuzzReport(f *testing.F) {
	fake := &fakeXero{t: f}
	for _, at := range []ledger.Month{month(f, "2026-05"), month(f, "2026-04")} {
		r := &http.Request{Form: url.Values{
			"fromDate": {at.First().String()}, "toDate": {at.Last().String()}, "date": {at.Last().String()}, "periods": {"2"},
		}, URL: &url.URL{}}
		f.Add([]byte(fake.profitAndLoss(r)))
		f.Add([]byte(fake.balanceSheet(r)))
		f.Add([]byte(fake.trialBalance(r)))
	}
	f.Add([]byte(`{"Reports":[{"Rows":[{"Rows":[{"Cells":[{"Attributes":[{"Id":"account","Value":"x"}]},{"Value":1}]}],"RowType":"Section","Title":"T"}]}]}`))
	chart := signChart()
	may := ledger.Range{From: month(f, "2026-05"), To: month(f, "2026-05")}
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := readReport(bytes.NewReader(body))
		if err != nil {
			return
		}
		if _, err := newTrialReport(r, singleRequest(trialBalanceResource, may.To)); err == nil && r.kind != "TrialBalance" && r.id != "TrialBalance" {
			t.Fatalf("%q was taken for a trial balance", r.kind)
		}
		for _, resource := range []resource{profitAndLossResource, balanceSheetResource} {
			table, err := newTable(r, singleRequest(resource, may.To))
			if err != nil {
				continue
			}
			proof, err := table.prove(table.guessSides(chart))
			if err != nil {
				return // the rows are in months' order now and good for no other request
			}
			lines, err := table.lines(proof.sides, chart)
			if err != nil {
				return // an account has two rows
			}
			var sum ledger.Amount
			for _, line := range lines {
				sum = sum.Add(line.NetDebit[0])
			}
			want := ledger.Amount{}
			if resource == profitAndLossResource {
				want = proof.netProfit[0].Neg()
			}
			if !sum.Within(want, ledger.Tolerance()) {
				t.Fatalf("proved, but the lines sum to %s and not to %s", sum, want)
			}
			return
		}
	})
}

// FuzzAccounts: whatever is taken for a chart has an id for every account, once.
func FuzzAccounts(f *testing.F) {
	f.Add([]byte(fakeAccounts))
	f.Add([]byte(`{"accounts":[{"ACCOUNTID":"1","Class":"REVENUE"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		accounts, err := readAccounts(bytes.NewReader(body))
		seen := map[string]bool{}
		for _, account := range accounts {
			if err != nil || account.ID == "" || seen[account.ID] || (account.Status != ledger.Active && account.Status != ledger.Archived) {
				t.Fatalf("%+v, %v", account, err)
			}
			seen[account.ID] = true
		}
	})
}

// FuzzRefusal: whatever a server says, the error is one short line, fit for a
// terminal, and no refusal is taken for a success.
func FuzzRefusal(f *testing.F) {
	f.Add(401, []byte(`{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 01/23/2020 18:21:16"}`), "", "")
	f.Add(403, []byte(`{"detail":"AuthenticationUnsuccessful"}`), "", "")
	f.Add(429, []byte(``), "day", "66975")
	f.Add(400, []byte("\x1b]0;title\x07"), "", "-1")
	f.Fuzz(func(t *testing.T, status int, body []byte, word, after string) {
		response := &http.Response{StatusCode: status, Request: &http.Request{URL: &url.URL{Path: accountsResource.path}}, Header: http.Header{}}
		response.Header.Set("X-Rate-Limit-Problem", word)
		response.Header.Set("Retry-After", after)
		verdict := classify(response, body)
		text := verdict.Err.Error()
		if verdict.Err == nil || len(text) > 2000 || strings.ContainsFunc(text, unicode.IsControl) {
			t.Fatalf("%q", text)
		}
		if verdict.Wait < 0 || verdict.Wait > longestWait {
			t.Fatal(verdict.Wait)
		}
	})
}

// FuzzHeaderDay: what is read as a day is a day of the calendar, and reads the
// same in the form reports use.
func FuzzHeaderDay(f *testing.F) {
	for _, text := range []string{"31 May 26", "31 Mar 2026", "May 31, 2026", "5/31/2026", "2026-05-31", "As at 31 March 2026", "1 May 2026 to 31 May 2026", "İ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, ok := headerDay(text)
		if again, _ := headerDay(long(day)); ok && (again != day || day.AddDays(1).AddDays(-1) != day) {
			t.Fatal(text, day, again)
		}
		for _, day := range daysIn(text) {
			if day.AddDays(1).AddDays(-1) != day {
				t.Fatal(text, day)
			}
		}
	})
}

// FuzzAccessClaims: no token makes it panic, and no error repeats the token.
func FuzzAccessClaims(f *testing.F) {
	f.Add(token(`{"authentication_event_id":"ev","scope":["a"]}`))
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := AccessClaims(text)
		if err != nil && len(text) > 20 && strings.Contains(err.Error(), text) {
			t.Fatal(err)
		}
	})
}
