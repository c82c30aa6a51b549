package signin

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const day = 24 * time.Hour

// standing is one connection as status --format json shows it.
type standing struct {
	Model   string
	State   string
	Expires time.Time `json:"signin_expires_at"`
}

// standings are the connections by model.
func (d *workspace) standings() map[string]standing {
	d.T.Helper()
	o := d.Run("status", "--format", "json")
	o.Want(d.T, 0)
	var answer struct{ Connections []standing }
	if err := json.Unmarshal([]byte(o.Out), &answer); err != nil {
		d.T.Fatal(err)
	}
	all := map[string]standing{}
	for _, s := range answer.Connections {
		all[s.Model] = s
	}
	return all
}

// warned checks that status warns with the date, and says how to renew.
func (d *workspace) warned(ends time.Time) {
	d.T.Helper()
	o := d.Run("status")
	o.Want(d.T, 0)
	o.Shows(d.T, "expiring", ends.Local().Format(time.DateOnly), "ledgerlink reconnect --model acme")
}

// TestStatusWarnsTwoWeeksBefore lets a sign-in lie unused until it dies.
func TestStatusWarnsTwoWeeksBefore(t *testing.T) {
	lives := map[ledger.Provider]time.Duration{ledger.Xero: 60 * day, ledger.QuickBooks: 100 * day}
	eachSide(t, func(t *testing.T, s side) {
		d := newWorkspace(newHarness(t, servertest.Today))
		d.connect(s, "acme").Want(t, 0)
		ends := today.Add(lives[s.provider])
		if got := d.standings()["acme"]; got.State != "connected" || !got.Expires.Equal(ends) {
			t.Fatalf("%+v instead of the end %s", got, ends)
		}
		d.Advance(lives[s.provider] - 14*day - time.Minute)
		if got := d.standings()["acme"].State; got != "connected" {
			t.Errorf("a minute before the last two weeks: %s", got)
		}
		d.Advance(2 * time.Minute)
		if got := d.standings()["acme"].State; got != "expiring" {
			t.Errorf("in the last two weeks: %s", got)
		}
		d.warned(ends)
		d.Advance(14 * day)
		if got := d.standings()["acme"].State; got != "reconnect needed" {
			t.Errorf("after its end: %s", got)
		}
		d.Run("status", "--check").Want(t, 3)
		d.importActuals("acme").Want(t, 3)
		d.Run("reconnect", "--model", "acme", "--paste").Want(t, 0)
		d.Run("status", "--check").Want(t, 0)
	})
}

// TestUsingASignInMovesItsEnd is why nobody has to be asked every month.
func TestUsingASignInMovesItsEnd(t *testing.T) {
	eachSide(t, func(t *testing.T, s side) {
		d := newWorkspace(newHarness(t, servertest.Today))
		d.connect(s, "acme").Want(t, 0)
		for range 24 {
			d.Advance(30 * day)
			d.Run("status", "--check").Want(t, 0)
		}
		if got := d.standings()["acme"].State; got != "connected" {
			t.Errorf("after two years of use: %s", got)
		}
	})
}

// TestStatusWarnsTwoMonthsBeforeTheHardEnd uses a QuickBooks sign-in up to the
// end that no use moves.
func TestStatusWarnsTwoMonthsBeforeTheHardEnd(t *testing.T) {
	s := sides[1]
	d := newWorkspace(newHarness(t, servertest.Today))
	d.connect(s, "acme").Want(t, 0)
	hard := d.signIn().Tokens.HardExpiresAt
	if years := hard.Sub(today) / (365 * day); years != 4 && years != 5 {
		t.Fatalf("the hard end is %s", hard)
	}
	for hard.Sub(d.Now()) > 130*day {
		d.Advance(60 * day)
		d.Run("status", "--check").Want(t, 0)
		if got := d.standings()["acme"].State; got != "connected" {
			t.Fatalf("%s before the hard end: %s", hard.Sub(d.Now()), got)
		}
	}
	d.Advance(hard.Sub(d.Now()) - 61*day)
	d.Run("status", "--check").Want(t, 0)
	if got := d.standings()["acme"].State; got != "connected" {
		t.Errorf("61 days before: %s", got)
	}
	d.Advance(2 * day)
	d.Run("status", "--check").Want(t, 0)
	if got := d.standings()["acme"]; got.State != "expiring" || got.Expires.Sub(hard).Abs() > time.Minute {
		t.Errorf("59 days before %s: %+v", hard, got)
	}
	d.warned(hard)
}

// TestStatusCheckProvesEachModel breaks one link of the chain after the other.
func TestStatusCheckProvesEachModel(t *testing.T) {
	eachSide(t, func(t *testing.T, s side) {
		for name, c := range map[string]struct {
			harm func(d *workspace)
			code int
			says string
		}{
			"nothing":       {func(*workspace) {}, 0, ""},
			"access token":  {func(d *workspace) { d.ExpireAccessTokens() }, 0, ""},
			"sign-in":       {func(d *workspace) { d.RevokeSignIns(s.provider); d.ExpireAccessTokens() }, 3, "ledgerlink reconnect --model acme"},
			"organisation":  {func(d *workspace) { d.Disconnect(d.organisation(s)) }, 3, "ledgerlink reconnect --model acme"},
			"reports":       {func(d *workspace) { d.DenyReports(d.organisation(s), true) }, 3, "report"},
			"provider down": {func(d *workspace) { d.Inject(faults.Fault{Match: "/", Kind: faults.Status, Status: 503}) }, 7, "later"},
		} {
			t.Run(name, func(t *testing.T) {
				d := newWorkspace(newHarness(t, servertest.Today))
				other := sides[0]
				if s.provider == ledger.Xero {
					other = sides[1]
				}
				d.connect(s, "acme").Want(t, 0)
				d.connect(other, "fine").Want(t, 0)
				c.harm(d)
				if c.code == 3 {
					d.Run("status", "--check", "--model", "fine").Want(t, 0)
				}
				d.Run("status", "--check", "--model", "acme").Want(t, c.code)
				o := d.Run("status", "--check")
				o.Want(t, c.code)
				o.Shows(t, c.says, "fine", s.organisation)
				if c.code == 0 && strings.Contains(o.Err, "ledgerlink: ") {
					t.Error(o.Err)
				}
			})
		}
	})
}

// organisation is the id of the provider's organisation.
func (d *workspace) organisation(s side) string {
	d.T.Helper()
	book, ok := d.Books(s.organisation)
	if !ok {
		d.T.Fatal("no books of", s.organisation)
	}
	return book.Organisation().ID
}
