package ledger_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestChecksCountByNameAndStatement(t *testing.T) {
	t.Parallel()
	amount := ledger.MustAmount
	checks := ledger.Checks{Statement: ledger.BalanceSheet}
	for _, pair := range [][2]string{{"1.00", "1.00"}, {"5.00", "4.99"}, {"-5.00", "-5.005"}} {
		if err := checks.Compare("totals", "Bank", "2026-10", amount(pair[0]), amount(pair[1])); err != nil {
			t.Fatal(err)
		}
	}
	checks.Add(
		ledger.Check{Name: "totals", Statement: ledger.BalanceSheet, Compared: 2, LargestDifference: amount("0.002")},
		ledger.Check{Name: "totals", Statement: ledger.ProfitAndLoss},
	)
	want := []ledger.Check{
		{Name: "totals", Statement: ledger.BalanceSheet, Against: ledger.SameReport, Compared: 5, LargestDifference: amount("0.01")},
		{Name: "totals", Statement: ledger.ProfitAndLoss, Against: ledger.SameReport},
	}
	if diff := cmp.Diff(want, checks.Held()); diff != "" {
		t.Error(diff)
	}
}

func TestADifferenceIsAMismatchAndNotCounted(t *testing.T) {
	t.Parallel()
	var checks ledger.Checks
	err := checks.Compare("totals", "Bank", "2026-10", ledger.MustAmount("1.00"), ledger.MustAmount("1.02"))
	want := ledger.MismatchError{Check: "totals", Account: "Bank", Period: "2026-10", Ours: "1.00", Ledgers: "1.02"}
	if got, ok := errors.AsType[*ledger.MismatchError](err); !ok || *got != want {
		t.Errorf("got %v, want %v", err, &want)
	}
	if len(checks.Held()) != 0 {
		t.Errorf("a comparison that failed was counted: %v", checks.Held())
	}
}
