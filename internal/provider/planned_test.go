package provider

import (
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func asked(from, to ledger.Month, verify ledger.Verify) *ledger.Request {
	return &ledger.Request{Range: ledger.Range{From: from, To: to}, Verify: verify}
}

func TestPlannedCalls(t *testing.T) {
	october := ledger.NewMonth(2026, time.October)
	for _, test := range []struct {
		provider ledger.Provider
		request  *ledger.Request
		want     int
	}{
		{ledger.Xero, nil, 2},
		{ledger.QuickBooks, nil, 3},
		{ledger.Xero, asked(october-11, october, ledger.VerifyLast), 5},
		{ledger.Xero, asked(october-10, october+1, ledger.VerifyLast), 6}, // ends in a short month
		{ledger.QuickBooks, asked(october-11, october, ledger.VerifyLast), 6},
		// the sheet before, the first month's trial balance and that of December
		{ledger.Xero, asked(october-11, october, ledger.VerifyYears), 5 + 1 + 1 + 1},
		{ledger.Xero, asked(october-8, october, ledger.VerifyYears), 5 + 1},
		{ledger.QuickBooks, asked(october-11, october, ledger.VerifyYears), 6 + 2 + 1},
		{ledger.QuickBooks, asked(october, october, ledger.VerifyYears), 6 + 1},
		// every month, the day before and the profit and loss from January to October
		{ledger.QuickBooks, asked(october-11, october, ledger.VerifyEvery), 6 + 11 + 1 + 1},
	} {
		if got := PlannedCalls(ledger.Organisation{Provider: test.provider}, test.request); got != test.want {
			t.Errorf("%s %+v: %d calls, want %d", test.provider, test.request, got, test.want)
		}
	}
}
