package xerotest_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xerotest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// answers returns the answers of the Accounting API that a test tampers with, by
// report id or name.
func answers(t *testing.T) map[string][]byte {
	t.Helper()
	today := ledger.Date{Year: 2026, Month: time.November, Day: 21}
	b, err := books.Believable("Harbourline Joinery Pty Ltd", today)
	if err != nil {
		t.Fatal(err)
	}
	server := xeroapi.Server{Now: func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }}
	bodies := map[string][]byte{}
	for id, path := range map[string]string{
		"ProfitAndLoss": "/Reports/ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31&standardLayout=true",
		"BalanceSheet":  "/Reports/BalanceSheet?date=2026-05-31", "TrialBalance": "/Reports/TrialBalance?date=2026-05-31",
		"": "/Organisation", "Accounts": "/Accounts",
	} {
		request := httptest.NewRequest(http.MethodGet, xeroapi.Prefix+path, nil)
		request.Header.Set("Accept", "application/json")
		recorder := httptest.NewRecorder()
		server.Serve(recorder, request, b)
		if recorder.Code != http.StatusOK {
			t.Fatalf("%s: HTTP %d", path, recorder.Code)
		}
		bodies[id] = recorder.Body.Bytes()
	}
	return bodies
}

func TestEveryTamperingChangesItsOwnAnswer(t *testing.T) {
	t.Parallel()
	bodies := answers(t)
	for _, name := range xerotest.Names() {
		changed := 0
		for id, body := range bodies {
			tampering, ok := xerotest.Named(name, id)
			if !ok {
				t.Fatalf("%s is no tampering", name)
			}
			if !bytes.Equal(body, tampering.Rewrite(body)) {
				changed++
			}
		}
		if changed == 0 {
			t.Errorf("%s changes nothing", name)
		}
	}
}

func TestTamperingLeavesTheRestAlone(t *testing.T) {
	t.Parallel()
	for id, body := range answers(t) {
		if got := (xerotest.Tampering{}).Rewrite(body); !bytes.Equal(body, got) {
			t.Errorf("%s is written in another way:\n%s\n%s", id, body, got)
		}
		tampering, _ := xerotest.Named("account-off", "ProfitAndLoss")
		if got := tampering.Rewrite(body); bytes.Equal(body, got) != (id != "ProfitAndLoss") {
			t.Errorf("%s: account-off of the profit and loss is wrong", id)
		}
	}
	if _, ok := xerotest.Named("nonsense", ""); ok {
		t.Error("nonsense is a tampering")
	}
	if got := (xerotest.Tampering{}).Rewrite([]byte("<html>")); string(got) != "<html>" {
		t.Errorf("a page became %s", got)
	}
}
