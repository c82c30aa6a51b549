package provider

import (
	"encoding/json"
	"testing"
	"time"
)

// Two kinds of token answers: one that says how long its refresh token lives, and
// one that does not.
var (
	withHardEnd = Profile{
		AccessLife: time.Hour, RefreshLife: 100 * 24 * time.Hour,
		RefreshLifeField: "x_refresh_token_expires_in", HardLifeField: "x_refresh_token_hard_expires_in",
	}
	plain = Profile{AccessLife: 30 * time.Minute, RefreshLife: 60 * 24 * time.Hour}
)

func TestLifetimesTakeNumbersAndStrings(t *testing.T) {
	for body, want := range map[string]Lifetimes{
		`{"expires_in":3600,"x_refresh_token_expires_in":8726400,"x_refresh_token_hard_expires_in":156032154}`:       {time.Hour, 8726400 * time.Second, 156032154 * time.Second},
		`{"expires_in":"3600","x_refresh_token_expires_in":"8726400","x_refresh_token_hard_expires_in":"156032154"}`: {time.Hour, 8726400 * time.Second, 156032154 * time.Second},
		`{}`: {time.Hour, 100 * 24 * time.Hour, 0},
		`{"expires_in":0,"x_refresh_token_expires_in":-1,"x_refresh_token_hard_expires_in":1e300}`:     {time.Hour, 100 * 24 * time.Hour, 0},
		`{"expires_in":"soon","x_refresh_token_expires_in":null,"x_refresh_token_hard_expires_in":[]}`: {time.Hour, 100 * 24 * time.Hour, 0},
	} {
		if got := lifetimesOf(t, withHardEnd, body); got != want {
			t.Errorf("%s gives %v", body, got)
		}
	}
	if got := lifetimesOf(t, plain, `{"expires_in":1800}`); got != (Lifetimes{30 * time.Minute, 60 * 24 * time.Hour, 0}) {
		t.Errorf("without further fields they are %v", got)
	}
}

func lifetimesOf(t testing.TB, p Profile, body string) Lifetimes {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Skip("not an answer") // from the fuzzer only
	}
	return p.Lifetimes(func(name string) any { return answer[name] })
}

func FuzzLifetimes(f *testing.F) {
	f.Add(`{"expires_in":"3600","x_refresh_token_expires_in":8726400}`)
	f.Add(`{"expires_in":-9e99}`)
	f.Fuzz(func(t *testing.T, body string) {
		got := lifetimesOf(t, withHardEnd, body)
		if got.Access <= 0 || got.Access > longest || got.Refresh <= 0 || got.Refresh > longest || got.Hard < 0 || got.Hard > longest {
			t.Fatalf("%s gives %v", body, got)
		}
	})
}
