package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestRefreshIsNotedBeforeItIsSent(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	id := idOf(signIn)
	if before := get1[model.SignIn](t)(s.BeginRefresh(id)); before.Attempt != nil || before.Tokens != signIn.Tokens {
		t.Errorf("first attempt: %v", before.Attempt)
	}
	cut := get1[model.SignIn](t)(s.BeginRefresh(id)).Attempt
	want := model.Attempt{At: noon, Fingerprint: model.Fingerprint("REFRESH-one"), PID: os.Getpid()}
	if cut == nil || *cut != want {
		t.Errorf("the attempt that was cut off: %v, want %v", cut, want)
	}
	ok(t, s.SaveTokens(id, tokens("two")))
	got := get1[model.SignIn](t)(s.SignIn(id))
	if got.Attempt != nil || got.Tokens != tokens("two") || got.State != model.Connected {
		t.Errorf("after saving: %+v", got)
	}
}

func TestRefreshThatCameToNothing(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	id := idOf(signIn)
	get1[model.SignIn](t)(s.BeginRefresh(id))
	ok(t, s.EndRefresh(id, "Xero did not answer"))
	got := get1[model.SignIn](t)(s.SignIn(id))
	if got.Attempt != nil || got.State != model.Connected || got.LastProblem != "Xero did not answer" || got.Tokens != signIn.Tokens {
		t.Errorf("after a failure: %+v", got)
	}
	ok(t, s.MarkReconnect(id, "the sign-in was revoked"))
	got = get1[model.SignIn](t)(s.SignIn(id))
	if got.State != model.ReconnectNeeded || got.Tokens != signIn.Tokens {
		t.Errorf("marked: %+v", got)
	}
	for _, err := range []error{s.SaveTokens("x", model.Tokens{}), s.MarkReconnect("x", ""), s.EndRefresh("x", ""), second(s.BeginRefresh("x"))} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("an unknown sign-in: %v", err)
		}
	}
}

func TestPeekShowsNoToken(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	got := get1[model.SignIn](t)(s.PeekSignIn(idOf(signIn)))
	if got.Tokens.Access != "" || got.Tokens.Refresh != "" || !got.Tokens.RefreshExpiresAt.Equal(signIn.Tokens.RefreshExpiresAt) {
		t.Error("peeking shows tokens, or hides their times")
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	_, signIn := acme("main")
	app := model.App{Provider: ledger.Xero, ClientID: "id", ClientSecret: "SECRET-one"}
	for _, value := range []any{signIn, &signIn, signIn.Tokens, app, &app, []model.App{app}} {
		text, err := json.Marshal(value)
		ok(t, err)
		printed := fmt.Sprintf("%s %v %+v %#v %x", value, value, value, value, value) + string(text)
		for _, secret := range []string{"ACCESS-one", "REFRESH-one", "SECRET-one", fmt.Sprintf("%x", "REFRESH-one")} {
			if strings.Contains(printed, secret) {
				t.Errorf("%T prints %s: %s", value, secret, printed)
			}
		}
	}
}

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
			wantFault(t, err, ErrSealed)
			if h := get1[Health](t)(s.Check()); len(h.Problems) != 1 {
				t.Errorf("the check found %v", h.Problems)
			}
		})
	}
}

func TestApp(t *testing.T) {
	s := newStore(t)
	app := model.App{Provider: ledger.QuickBooks, Environment: "sandbox", ClientID: "id", ClientSecret: "SECRET-one", RedirectURI: "https://example.com/x"}
	ok(t, s.SaveApp(app))
	app.SavedAt = noon
	if got := get1[model.App](t)(s.App(ledger.QuickBooks, "sandbox")); got != app {
		t.Errorf("got %v", got)
	}
	if _, err := s.App(ledger.QuickBooks, "production"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("production: %v", err)
	}
	ok(t, s.DeleteApp(ledger.QuickBooks, "sandbox"))
	ok(t, s.DeleteApp(ledger.QuickBooks, "sandbox"))
	if _, err := s.App(ledger.QuickBooks, "sandbox"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}
