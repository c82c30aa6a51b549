package xero

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestAMonthBesideAShortOneIsLong is what the plan rests on: a short month can
// always be read below the month after it, and the month before it can anchor.
func TestAMonthBesideAShortOneIsLong(t *testing.T) {
	for m := ledger.NewMonth(1999, time.December); m < ledger.NewMonth(2105, time.January); m++ {
		if !isLong(m) && (!isLong(m-1) || !isLong(m+1)) {
			t.Error(m)
		}
	}
}

// fewest is the least number of reports that cover the months ending in to, by
// trying every report that could cover the last month.
func fewest(months ledger.Range, known map[ledger.Range]int) int {
	if months.Len() == 0 {
		return 0
	}
	if n, ok := known[months]; ok {
		return n
	}
	best := 1 + fewest(ledger.Range{From: months.From, To: months.To - 1}, known)
	for anchor := months.To; anchor < months.To+maxColumns; anchor++ {
		if isLong(anchor) {
			best = min(best, 1+fewest(ledger.Range{From: months.From, To: anchor - maxColumns}, known))
		}
	}
	known[months] = best
	return best
}

func TestThePlanCoversEveryMonthOnceWithTheFewestCalls(t *testing.T) {
	known := map[ledger.Range]int{}
	rapid.Check(t, func(t *rapid.T) {
		from := ledger.NewMonth(rapid.IntRange(2010, 2030).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")))
		months := ledger.Range{From: from, To: from + ledger.Month(rapid.IntRange(0, 60).Draw(t, "more"))}
		covered := map[resource]map[ledger.Month]int{}
		calls := map[resource]int{}
		for _, a := range plan(ledger.Request{Range: months, Verify: ledger.VerifyLast}) {
			calls[a.resource]++
			if covered[a.resource] == nil {
				covered[a.resource] = map[ledger.Month]int{}
			}
			for _, m := range a.months.Months() {
				covered[a.resource][m]++
			}
			if a.columns() < 1 || a.columns() > maxColumns || a.anchor < a.months.To || a.anchor > a.months.To+1 {
				t.Fatalf("%+v", a)
			}
			if a.resource == profitAndLossResource && a.columns() > 1 && !isLong(a.anchor) {
				t.Fatalf("%s anchors %d months", a.anchor, a.columns())
			}
			query := a.query(ledger.Accrual)
			if query.Has("periods") != (a.columns() > 1) || query.Has("periods") != query.Has("timeframe") || query.Has("paymentsOnly") {
				t.Fatal(query)
			}
		}
		for _, resource := range []resource{profitAndLossResource, balanceSheetResource} {
			if len(covered[resource]) != months.Len() {
				t.Fatalf("%s: %d of %d months", resource.op, len(covered[resource]), months.Len())
			}
			for m, n := range covered[resource] {
				if n != 1 || !months.Contains(m) {
					t.Fatalf("%s: %s %d times", resource.op, m, n)
				}
			}
		}
		if calls[profitAndLossResource] != fewest(months, known) {
			t.Fatalf("%s: %d calls, %d would do", months, calls[profitAndLossResource], fewest(months, known))
		}
		if calls[balanceSheetResource] != (months.Len()+11)/12 || calls[trialBalanceResource] != 1 || covered[trialBalanceResource][months.To] != 1 {
			t.Fatal(calls)
		}
	})
}
