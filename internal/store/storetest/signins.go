package storetest

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func refreshIsNotedBeforeItIsSent(t *testing.T, s Store) {
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

func refreshThatCameToNothing(t *testing.T, s Store) {
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

func peekShowsNoToken(t *testing.T, s Store) {
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	got := get1[model.SignIn](t)(s.PeekSignIn(idOf(signIn)))
	if got.Tokens.Access != "" || got.Tokens.Refresh != "" || !got.Tokens.RefreshExpiresAt.Equal(signIn.Tokens.RefreshExpiresAt) {
		t.Error("peeking shows tokens, or hides their times")
	}
}

func apps(t *testing.T, s Store) {
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

func lockSignInGivesUp(t *testing.T, s Store) {
	unlock, err := s.LockSignIn(t.Context(), "one")
	ok(t, err)
	other, err := s.LockSignIn(t.Context(), "two")
	ok(t, err)
	other()
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = s.LockSignIn(short, "one")
	if !errors.Is(err, model.ErrBusy) {
		t.Errorf("got %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.LockSignIn(cancelled, "one"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	unlock()
	again, err := s.LockSignIn(t.Context(), "one")
	ok(t, err)
	again()
}
