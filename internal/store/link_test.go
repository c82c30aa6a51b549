package store

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestLinkAndRead(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	conn.SignInID = signIn.id()
	if diff := cmp.Diff(conn, get1[Connection](t)(s.Connection(conn.Key))); diff != "" {
		t.Error(diff)
	}
	signIn.ID, signIn.State = signIn.id(), Connected
	got := get1[SignIn](t)(s.SignIn(signIn.ID))
	if got.Tokens != signIn.Tokens {
		t.Error("the tokens are others")
	}
	if diff := cmp.Diff(signIn, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadingAnAbsentStoreFindsNothingAndMakesNothing(t *testing.T) {
	s := open(t, Options{Home: t.TempDir() + "/absent"})
	if all := get1[[]Connection](t)(s.Connections("")); len(all) != 0 {
		t.Error(all)
	}
	for what, err := range map[string]error{
		"connection": second(s.Connection(Key{"a", "b"})), "sign-in": second(s.SignIn("x")),
		"app": second(s.App(ledger.Xero, "production")), "chart": second(s.Chart(Key{"a", "b"})),
		"series": second(s.Series(Key{"a", "b"}, ledger.Cash)), "options": second(s.ImportOptions("a", COA)),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Error(h)
	}
	if exists(s.home) {
		t.Error("reading made the folder")
	}
}

func second[T any](_ T, err error) error { return err }

func TestConnectionsAreInOrder(t *testing.T) {
	s := newStore(t)
	for _, key := range []Key{{"b", "main"}, {"a.b", "x"}, {"a", "z"}, {"a", "b"}, {"a-b", "x"}} {
		conn, signIn := acme("main")
		conn.Key = key
		ok(t, s.Link(conn, signIn))
	}
	var keys []string
	for _, c := range get1[[]Connection](t)(s.Connections("")) {
		keys = append(keys, c.record())
	}
	if want := []string{"a/b", "a/z", "a-b/x", "a.b/x", "b/main"}; !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
	if one := get1[[]Connection](t)(s.Connections("a")); len(one) != 2 {
		t.Errorf("model a has %d connections", len(one))
	}
}

func TestTwoConnectionsShareASignIn(t *testing.T) {
	s := newStore(t)
	uk, first := acme("uk")
	nz, later := acme("nz")
	later.Tokens = tokens("two")
	ok(t, s.Link(uk, first))
	ok(t, s.MarkReconnect(first.id(), "it was revoked"))
	ok(t, s.Link(nz, later))
	got := get1[SignIn](t)(s.SignIn(first.id()))
	if got.Tokens != later.Tokens || got.State != Connected || got.LastProblem != "" {
		t.Error("a second consent does not replace the first chain")
	}
	if users := get1[[]Connection](t)(s.ConnectionsOf(first.id())); len(users) != 2 {
		t.Errorf("%d connections use it", len(users))
	}
	if get1[bool](t)(s.Unlink(uk.Key)) {
		t.Error("the sign-in counts as orphaned while nz uses it")
	}
	if !get1[bool](t)(s.Unlink(nz.Key)) {
		t.Error("the sign-in is not reported orphaned")
	}
	if _, err := s.SignIn(first.id()); !errors.Is(err, ErrNotFound) {
		t.Errorf("the orphan is still there: %v", err)
	}
	if _, err := s.Unlink(nz.Key); !errors.Is(err, ErrNotFound) {
		t.Errorf("unlinking twice: %v", err)
	}
}

func TestLinkAgain(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	summary := &ImportSummary{ID: "i1", At: noon, Ties: true}
	ok(t, s.UpdateConnection(conn.Key, func(c *Connection) error {
		c.LastCOA, c.SignInID, c.Model = summary, "elsewhere", "other"
		return nil
	}))
	other := conn
	other.Organisation.ID = "tenant-other"
	if err := s.Link(other, signIn); !errors.Is(err, ErrLinked) {
		t.Errorf("another organisation is linked over the first: %v", err)
	}
	somebodyElse := signIn
	somebodyElse.Subject = "user-2"
	ok(t, s.Link(conn, somebodyElse))
	got := get1[Connection](t)(s.Connection(conn.Key))
	if got.LastCOA == nil || *got.LastCOA != *summary || got.SignInID != somebodyElse.id() {
		t.Errorf("after reconnecting: %+v", got)
	}
	if _, err := s.PeekSignIn(signIn.id()); !errors.Is(err, ErrNotFound) {
		t.Errorf("the first person's sign-in stays: %v", err)
	}
}

func TestLinkRefuses(t *testing.T) {
	s := newStore(t)
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

func TestUpdateConnectionFails(t *testing.T) {
	s := newStore(t)
	conn, signIn := acme("main")
	ok(t, s.Link(conn, signIn))
	stop := errors.New("stop")
	err := s.UpdateConnection(conn.Key, func(c *Connection) error {
		c.Organisation.Name = "changed"
		return stop
	})
	if !errors.Is(err, stop) || get1[Connection](t)(s.Connection(conn.Key)).Organisation.Name != "Acme main" {
		t.Errorf("a failed change was kept (%v)", err)
	}
}
