package provider

import (
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestPlannedCalls(t *testing.T) {
	october := ledger.NewMonth(2026, time.October)
	for _, test := range []struct {
		provider ledger.Provider
		months   ledger.Range
		want     int
	}{
		{ledger.Xero, ledger.Range{From: 1}, 2},
		{ledger.QuickBooks, ledger.Range{From: 1}, 3},
		{ledger.Xero, ledger.Range{From: october - 11, To: october}, 5},
		{ledger.Xero, ledger.Range{From: october - 10, To: october + 1}, 6}, // ends in a short month
		{ledger.QuickBooks, ledger.Range{From: october - 11, To: october}, 6},
	} {
		if got := PlannedCalls(test.provider, test.months); got != test.want {
			t.Errorf("%s %s: %d calls, want %d", test.provider, test.months, got, test.want)
		}
	}
}
