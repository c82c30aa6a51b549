package xeroapi

import (
	"bytes"
	"testing"
)

func TestEveryLieIsToldAndNoOther(t *testing.T) {
	b := believable(t, "Harbourline Joinery Pty Ltd")
	paths := map[string]string{
		"ProfitAndLoss": "/Reports/ProfitAndLoss?fromDate=2026-05-01&toDate=2026-05-31&standardLayout=true",
		"BalanceSheet":  "/Reports/BalanceSheet?date=2026-05-31", "TrialBalance": "/Reports/TrialBalance?date=2026-05-31",
		"": "/Organisation", "Accounts": "/Accounts",
	}
	for _, name := range LieNames() {
		told := 0
		for id, path := range paths {
			lie, ok := Lie(name, id)
			if !ok {
				t.Fatalf("%s is no lie", name)
			}
			_, truth := ask(b, path, nil)
			status, spoilt := ask(b, path, lie)
			if status != 200 {
				t.Errorf("%s: HTTP %d", name, status)
			}
			if !bytes.Equal(truth, spoilt) {
				told++
			}
		}
		if told == 0 {
			t.Errorf("%s changes nothing", name)
		}
	}
	_, truth := ask(b, paths["BalanceSheet"], nil)
	lie, _ := Lie("account-off", "ProfitAndLoss")
	if _, spoilt := ask(b, paths["BalanceSheet"], lie); !bytes.Equal(truth, spoilt) {
		t.Error("a lie about one report spoilt another")
	}
	if _, ok := Lie("nonsense", ""); ok {
		t.Error("nonsense is a lie")
	}
}
