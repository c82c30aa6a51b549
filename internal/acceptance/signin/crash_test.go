package signin

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// moment is what a kill is counted from.
type moment int

const (
	atStart      moment = iota // of the process
	tokenAsked                 // the refresh has reached the provider
	tokenSent                  // the provider has answered it
	reportsAsked               // the last report was asked for
	moments                    // how many there are
)

// span is how long after its moment a kill comes at most. A whole run takes
// as long as was measured.
func (m moment) span(run time.Duration) time.Duration {
	switch m {
	case tokenAsked:
		return time.Millisecond
	case tokenSent:
		return 8 * time.Millisecond
	case reportsAsked:
		return 30 * time.Millisecond
	}
	return run + run/10
}

// crasher kills processes of one connection, again and again.
type crasher struct {
	*workspace
	side
	t      *testing.T
	random *rand.Rand
	file   string
	want   []byte        // what the file holds when all is well
	took   time.Duration // of a run to its end

	kills, late, open, whole int
	lost                     [moments]int // by the moment of the kill
}

// TestKilled kills the tool at random moments around refreshes and imports.
// Every time the store opens and the connection works without a person, except
// where QuickBooks had replaced the refresh token and the new one was not on disk
// yet: then the next run says exactly that.
func TestKilled(t *testing.T) {
	kills := number(t, "LEDGERLINK_KILLS", 32)
	oneSideAtATime(t, func(t *testing.T, s side) {
		g := newCrasher(t, s)
		for i := range kills {
			from := moment(i) % moments
			g.kill(from)
			g.inspect(from)
		}
		t.Logf("%d kills: %d came after the end of the run, %d left an open attempt at a refresh, %d left the whole file; "+
			"%d cost the sign-in inside the provider's rotation gap and were told: %d at any time of a run, %d when the token was "+
			"asked for, %d when it had been answered, %d when the last report was asked for",
			g.kills, g.late, g.open, g.whole, g.lost[0]+g.lost[1]+g.lost[2]+g.lost[3], g.lost[0], g.lost[1], g.lost[2], g.lost[3])
	})
}

func newCrasher(t *testing.T, s side) *crasher {
	g := &crasher{workspace: newWorkspace(newHarness(t, time.Now)), side: s, t: t, random: rand.New(rand.NewPCG(2026, uint64(len(s.provider))))}
	g.file = g.workspace.File("acme.csv")
	g.connect(s, "acme").Want(t, 0)
	for range 3 {
		g.Advance(s.rotation)
		started := time.Now()
		run := g.importing()
		if err := run.Run(); err != nil {
			t.Fatal(err, run.Err.String())
		}
		g.took = max(g.took, time.Since(started))
	}
	var err error
	if g.want, err = os.ReadFile(g.file); err != nil || len(g.want) == 0 {
		t.Fatal("nothing to compare with", err)
	}
	return g
}

func (g *crasher) importing() *simtest.Process {
	return g.Command(append([]string{"import", "actuals", "--model", "acme", "-o", g.file}, months...)...)
}

// kill starts an import with an expired token and kills it a random time after a
// moment.
func (g *crasher) kill(from moment) {
	g.Advance(g.rotation)
	if err := os.Remove(g.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.t.Fatal(err)
	}
	delay := time.Duration(g.random.Int64N(int64(from.span(g.took))))
	run := g.importing()
	reached := g.watch(from)
	if err := run.Start(); err != nil {
		g.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	var err error
	select {
	case <-reached:
		select {
		case err = <-ended:
		case <-time.After(delay):
			_ = run.Process.Kill()
			err = <-ended
		}
	case err = <-ended:
		g.t.Fatalf("the run ended before its moment: %v\n%s", err, run.Err.String())
	}
	g.Wrap(nil)
	g.kills++
	if err == nil {
		g.late++
	}
}

// watch is closed at the moment a kill is counted from.
func (g *crasher) watch(from moment) <-chan struct{} {
	reached := make(chan struct{}, 8)
	tell := func() {
		select {
		case reached <- struct{}{}:
		default:
		}
	}
	if from == atStart {
		tell()
		return reached
	}
	g.Wrap(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if from == tokenAsked && r.URL.Path == g.token {
				tell()
			}
			next.ServeHTTP(w, r)
			if from == tokenSent && r.URL.Path == g.token || from == reportsAsked && strings.HasSuffix(r.URL.Path, "/TrialBalance") {
				tell()
			}
		})
	})
	return reached
}

// inspect checks what a kill left behind, and brings it in order.
func (g *crasher) inspect(from moment) {
	g.t.Helper()
	signIn := g.signIn()
	if signIn.Attempt != nil {
		g.open++
	}
	written, err := os.ReadFile(g.file)
	switch {
	case err == nil && bytes.Equal(written, g.want):
		g.whole++
	case !errors.Is(err, fs.ErrNotExist):
		g.t.Fatalf("half a file: %d of %d bytes, %v", len(written), len(g.want), err)
	}
	again := g.importActuals("acme")
	if again.Code == 3 && g.replaced(signIn) {
		g.lost[from]++
		g.inGap(again)
		again = g.importActuals("acme")
	}
	again.Want(g.t, 0)
	if written, err = os.ReadFile(g.file); err != nil || !bytes.Equal(written, g.want) {
		g.t.Fatalf("another file than before: %v", err)
	}
	if left := g.signIn(); left.Attempt != nil || left.State != model.Connected {
		g.t.Fatalf("the sign-in is %s, attempt %v", left.State, left.Attempt)
	}
}

// replaced is true where QuickBooks has handed out a refresh token that is not the
// one on disk, which ends the one on disk.
func (g *crasher) replaced(signIn model.SignIn) bool {
	issued := g.Secrets(g.provider, oauth.RefreshToken)
	return g.provider == ledger.QuickBooks && signIn.Tokens.Refresh != issued[len(issued)-1]
}

// inGap checks that a sign-in nobody could have kept is told plainly, and lets a
// person mend it.
func (g *crasher) inGap(o simtest.Result) {
	g.t.Helper()
	o.Want(g.t, 3)
	o.Shows(g.t, "cut off just as QuickBooks replaced the sign-in's token", "ledgerlink reconnect --model acme")
	status := g.Run("status")
	status.Want(g.t, 0)
	status.Shows(g.t, "reconnect needed", "cut off just as QuickBooks replaced")
	g.Run("reconnect", "--model", "acme", "--paste").Want(g.t, 0)
}

// signIn is the one sign-in of the store, which has to be sound.
func (d *workspace) signIn() model.SignIn {
	d.T.Helper()
	kept, err := store.Open(store.Options{Home: d.Home})
	if err != nil {
		d.T.Fatal(err)
	}
	health, err := kept.Check()
	if err != nil || len(health.Problems) > 0 {
		d.T.Fatal("the store is not sound", err, health.Problems)
	}
	connections, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
	if err != nil || len(connections) == 0 {
		d.T.Fatal("no connection is left", err)
	}
	ids := map[string]bool{}
	for _, connection := range connections {
		ids[connection.SignInID] = true
	}
	if len(ids) != 1 {
		d.T.Fatalf("%d sign-ins", len(ids))
	}
	signIn, err := kept.SignIn(slices.Sorted(maps.Keys(ids))[0])
	if err != nil {
		d.T.Fatal(err)
	}
	return signIn
}
