package store

import (
	"testing"

	"go.etcd.io/bbolt"
)

func TestRecordsCannotBeSwappedOrSentElsewhere(t *testing.T) {
	forge := map[string]func(mine, other *signInRecord){
		"another sign-in's tokens": func(mine, other *signInRecord) { mine.Sealed = other.Sealed },
		"another sign-in's record": func(mine, other *signInRecord) { *mine = *other },
		"another address":          func(mine, _ *signInRecord) { mine.BaseURL = "http://evil.example" },
		"another client":           func(mine, _ *signInRecord) { mine.ClientID = "evil" },
		"another environment":      func(mine, _ *signInRecord) { mine.Environment = "simulator" },
		"an altered byte":          func(mine, _ *signInRecord) { mine.Sealed[len(mine.Sealed)-1] ^= 1 },
		"no tokens":                func(mine, _ *signInRecord) { mine.Sealed = nil },
	}
	for what, alter := range forge {
		t.Run(what, func(t *testing.T) {
			s := newStore(t)
			first, mine := acme("main")
			second, other := shore()
			ok(t, s.Link(first, mine))
			ok(t, s.Link(second, other))
			ok(t, s.update(func(tx *bbolt.Tx) error {
				a, err := getSignIn(tx, idOf(mine))
				ok(t, err)
				b, err := getSignIn(tx, idOf(other))
				ok(t, err)
				alter(&a, &b)
				return put(tx, signInsTable, idOf(mine), a)
			}))
			_, err := s.SignIn(idOf(mine))
			wantError(t, err, ErrSealed)
			if h := get1[Health](t)(s.Check()); len(h.Problems) != 1 {
				t.Errorf("the check found %v", h.Problems)
			}
		})
	}
}
