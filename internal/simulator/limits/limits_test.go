package limits_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/internal/simulator/limits"
)

// TestWindowNeverLetsMoreIn: however calls are spread, no window of a key holds
// more than the limit, and after the wait that is named there is room again.
func TestWindowNeverLetsMoreIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := limits.Window{Size: time.Minute, Limit: rapid.IntRange(1, 4).Draw(t, "limit")}
		now := time.Unix(1_800_000_000, 0)
		ends := map[time.Time]int{}
		for range rapid.IntRange(1, 60).Draw(t, "calls") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "seconds")) * time.Second)
			left, until := w.Left("a", now)
			if until <= 0 || until > time.Minute {
				t.Fatalf("the window lasts %s", until)
			}
			if left == 0 {
				if left, _ := w.Left("a", now.Add(until)); left != w.Limit {
					t.Fatalf("%d left in the next window", left)
				}
				continue
			}
			w.Take("a", now)
			if ends[now.Add(until)]++; ends[now.Add(until)] > w.Limit {
				t.Fatalf("%d calls in one window", ends[now.Add(until)])
			}
			if after, _ := w.Left("a", now); after != left-1 {
				t.Fatalf("%d left after a call, %d before", after, left)
			}
		}
		if left, _ := w.Left("b", now); left != w.Limit {
			t.Fatalf("another key has %d left", left)
		}
	})
}

func TestAtOnce(t *testing.T) {
	a := limits.AtOnce{Limit: 2}
	leave, ok := a.Enter("x")
	if !ok {
		t.Fatal("the first call is refused")
	}
	a.Enter("x")
	if _, ok := a.Enter("x"); ok {
		t.Error("a third call is let in")
	}
	if _, ok := a.Enter("y"); !ok {
		t.Error("another key is refused")
	}
	leave()
	if _, ok := a.Enter("x"); !ok {
		t.Error("no room after a call ended")
	}
}
