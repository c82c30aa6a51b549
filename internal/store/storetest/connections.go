package storetest

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

func linkAndRead(t *testing.T, s Store) {
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	conn.SignInID = idOf(signIn)
	if diff := cmp.Diff(conn, get1[model.Connection](t)(Each(s).Connection(conn.Key))); diff != "" {
		t.Error(diff)
	}
	signIn.ID, signIn.State = idOf(signIn), model.Connected
	got := get1[model.SignIn](t)(s.SignIn(signIn.ID))
	if got.Tokens != signIn.Tokens {
		t.Error("the tokens are others")
	}
	if diff := cmp.Diff(signIn, got); diff != "" {
		t.Error(diff)
	}
}

func connectionsAreInOrder(t *testing.T, s Store) {
	for _, key := range []model.Key{{Model: "b", Entity: "main"}, {Model: "a.b", Entity: "x"}, {Model: "a", Entity: "z"}, {Model: "a", Entity: "b"}, {Model: "a-b", Entity: "x"}} {
		conn, signIn := acme("main")
		conn.Key = key
		ok(t, s.Link(conn, signIn))
	}
	var keys []string
	for _, c := range get1[[]model.Connection](t)(Each(s).Connections("")) {
		keys = append(keys, c.Model+"/"+c.Entity)
	}
	if want := []string{"a/b", "a/z", "a-b/x", "a.b/x", "b/main"}; !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
	if one := get1[[]model.Connection](t)(Each(s).Connections("a")); len(one) != 2 {
		t.Errorf("model a has %d connections", len(one))
	}
}

func twoConnectionsShareASignIn(t *testing.T, s Store) {
	uk, first := acme("uk")
	nz, later := acme("nz")
	later.Tokens = tokens("two")
	ok(t, s.Link(uk, first))
	ok(t, s.MarkReconnect(idOf(first), "it was revoked"))
	ok(t, s.Link(nz, later))
	got := get1[model.SignIn](t)(s.SignIn(idOf(first)))
	if got.Tokens != later.Tokens || got.State != model.Connected || got.LastProblem != "" {
		t.Error("a second consent does not replace the first chain")
	}
	if users := get1[[]model.Connection](t)(Each(s).ConnectionsOf(idOf(first))); len(users) != 2 {
		t.Errorf("%d connections use it", len(users))
	}
	if get1[bool](t)(s.Unlink(uk.Key)) {
		t.Error("the sign-in counts as orphaned while nz uses it")
	}
	if !get1[bool](t)(s.Unlink(nz.Key)) {
		t.Error("the sign-in is not reported orphaned")
	}
	if _, err := s.SignIn(idOf(first)); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the orphan is still there: %v", err)
	}
	if _, err := s.Unlink(nz.Key); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("unlinking twice: %v", err)
	}
}

func linkAgain(t *testing.T, s Store) {
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	summary := &model.ImportSummary{ID: "i1", At: noon, Ties: true}
	ok(t, Each(s).UpdateConnection(conn.Key, func(c *model.Connection) error {
		c.LastCOA, c.SignInID, c.Model = summary, "elsewhere", "other"
		return nil
	}))
	other := conn
	other.Organisation.ID = "tenant-other"
	if err := s.Link(other, signIn); !errors.Is(err, model.ErrLinked) {
		t.Errorf("another organisation is linked over the first: %v", err)
	}
	somebodyElse := signIn
	somebodyElse.Subject = "user-2"
	ok(t, s.Link(conn, somebodyElse))
	got := get1[model.Connection](t)(Each(s).Connection(conn.Key))
	if got.LastCOA == nil || *got.LastCOA != *summary || got.SignInID != idOf(somebodyElse) {
		t.Errorf("after reconnecting: %+v", got)
	}
	if _, err := s.PeekSignIn(idOf(signIn)); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the first person's sign-in stays: %v", err)
	}
}

func linkRefuses(t *testing.T, s Store) {
	conn, signIn := acme("a b")
	if s.Link(conn, signIn) == nil {
		t.Error("a bad name is linked")
	}
	conn, signIn = acme("main")
	signIn.BaseURL = "http://127.0.0.1:1"
	if s.Link(conn, signIn) == nil {
		t.Error("connection and sign-in of different ledgers are linked")
	}
}

func updateConnectionFails(t *testing.T, s Store) {
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	stop := errors.New("stop")
	err := Each(s).UpdateConnection(conn.Key, func(c *model.Connection) error {
		c.Organisation.Name = "changed"
		return stop
	})
	if !errors.Is(err, stop) || get1[model.Connection](t)(Each(s).Connection(conn.Key)).Organisation.Name != "Acme main" {
		t.Errorf("a failed change was kept (%v)", err)
	}
}

func productionHistory(t *testing.T, s Store) {
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	for _, e := range []model.ImportEntity{{Environment: "sandbox"}, {Environment: "simulator"}, {Environment: "production", Demo: true}, {Environment: "production", Stale: true}} {
		e.Entity = "main"
		ok(t, s.Update(func(w model.Writer) error {
			return w.AddImport(model.Import{Model: "acme", Entities: []model.ImportEntity{e}})
		}))
		if get1[bool](t)(Each(s).ProductionHistory("acme")) {
			t.Errorf("%+v is taken for production", e)
		}
	}
	ok(t, s.Update(func(w model.Writer) error {
		return w.AddImport(model.Import{ID: "i", Model: "acme", Entities: []model.ImportEntity{{Entity: "main", Environment: "production"}}})
	}))
	if !get1[model.Connection](t)(Each(s).Connection(conn.Key)).ProductionHistory || !get1[[]model.Connection](t)(Each(s).Connections("acme"))[0].ProductionHistory {
		t.Error("the connection does not show it")
	}
	get1[bool](t)(s.Unlink(conn.Key))
	if !get1[bool](t)(Each(s).ProductionHistory("acme")) || get1[bool](t)(Each(s).ProductionHistory("acm")) {
		t.Error("the history did not outlive the connection, or is another model's")
	}
}
