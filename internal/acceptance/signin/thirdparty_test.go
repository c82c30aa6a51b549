package signin

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// TestForeignAuthorisationServer signs in, renews and ends sign-ins at an
// authorisation server nobody here wrote.
func TestForeignAuthorisationServer(t *testing.T) {
	f := startThirdPartyServer(t, map[string]string{
		"tool": callback, "brief": callback, "elsewhere": "http://localhost:8217/callback/another",
	})
	t.Run("demands PKCE", f.demandsPKCE)
	t.Run("rotates", f.rotates)
	t.Run("one refresh at a time", f.oneAtATime)
	t.Run("ends a grant whose token is used twice", f.endsReused)
	t.Run("loses an answer", f.losesAnAnswer)
	t.Run("answers badly", f.answersBadly)
	t.Run("revokes", f.revokes)
	t.Run("code expires", f.codeExpires)
	t.Run("wrong redirect", f.wrongRedirect)
}

// demandsPKCE makes sure that the others prove something.
func (f *thirdPartyServer) demandsPKCE(t *testing.T) {
	landed, err := simtest.Land(f.base + "/xero/identity/connect/authorize?client_id=tool&response_type=code&scope=offline_access&state=s&redirect_uri=" + callback)
	if err != nil || !strings.Contains(landed, "error=invalid_request") {
		t.Fatal(landed, err)
	}
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	d.Run("status", "--check").Want(t, 0)
}

func (f *thirdPartyServer) rotates(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	for range 3 {
		before := f.tokens()
		d.Advance(foreign.rotation)
		d.Run("status", "--check").Want(t, 0)
		after := f.tokens()
		if len(after) != len(before)+1 || after[len(after)-1] == before[len(before)-1] {
			t.Fatalf("%d tokens after %d", len(after), len(before))
		}
		if kept := d.signIn().Tokens.Refresh; kept != after[len(after)-1] {
			t.Fatal("the new token is not the one that is kept")
		}
	}
}

func (f *thirdPartyServer) oneAtATime(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	d.Advance(foreign.rotation)
	before := len(f.tokens())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if o := d.Run("status", "--check"); o.Code != 0 {
				t.Errorf("exit code %d: %s", o.Code, o.Err)
			}
		})
	}
	all.Wait()
	if n := len(f.tokens()) - before; n != 1 {
		t.Errorf("%d refreshes", n)
	}
}

// endsReused lets somebody else use a token that was rotated: the server ends the
// whole grant, and only a person can help. What is stored stays.
func (f *thirdPartyServer) endsReused(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	stolen := d.signIn().Tokens.Refresh
	d.Advance(foreign.rotation)
	d.Run("status", "--check").Want(t, 0)
	if said := f.use(t, stolen, "tool"); !strings.HasPrefix(said, "400") {
		t.Fatal(said)
	}
	d.Advance(foreign.rotation)
	refused := d.Run("status", "--check")
	refused.Want(t, 3)
	refused.Shows(t, "reconnect needed", "ledgerlink reconnect --model acme")
	if d.signIn().Tokens.Refresh == "" {
		t.Error("the tokens are gone")
	}
	d.Run("reconnect", "--model", "acme", "--paste").Want(t, 0)
	d.Run("status", "--check").Want(t, 0)
}

// losesAnAnswer: without a grace, sending the old token again ends the grant.
// Nothing else is left to try, and it is told.
func (f *thirdPartyServer) losesAnAnswer(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	d.Advance(foreign.rotation)
	f.faults.Add(faults.Fault{Match: "POST " + foreign.token, Kind: faults.Lost, Count: 1})
	o := d.Run("status", "--check")
	o.Want(t, 3)
	o.Shows(t, "cut off", "ledgerlink reconnect --model acme")
	d.Run("reconnect", "--model", "acme", "--paste").Want(t, 0)
	d.Run("status", "--check").Want(t, 0)
}

// answersBadly breaks answers without the server having seen the request, for
// once and for good, and answers that hold all there is to know.
func (f *thirdPartyServer) answersBadly(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	slow := failure{name: "slow", fault: faults.Fault{Kind: faults.Slow, Delay: 100 * time.Millisecond}, processed: true, intact: true}
	for _, failing := range append([]failure{slow}, failures...) {
		if failing.processed && !failing.intact {
			continue
		}
		for _, count := range []int{1, 0} {
			fault := failing.fault
			fault.Match, fault.Count = "POST "+foreign.token, count
			d.HTTP = &http.Client{Transport: &fastClock{fault: fault}}
			if fault.Kind != faults.Timeout {
				f.faults.Add(fault)
			}
			d.Advance(foreign.rotation)
			want := 7
			if failing.intact || count == 1 && !failing.limit {
				want = 0
			}
			if o := d.Run("status", "--check"); o.Code != want {
				t.Errorf("%s, count %d: exit code %d instead of %d\n%s", failing.name, count, o.Code, want, o.Err)
			}
			f.faults.Clear()
			d.HTTP = nil
			d.Run("status", "--check").Want(t, 0)
		}
	}
}

func (f *thirdPartyServer) revokes(t *testing.T) {
	d := f.workspace(t, "tool")
	d.connect(foreign, "acme").Want(t, 0)
	kept := d.signIn().Tokens.Refresh
	d.disconnect("acme").Want(t, 0)
	if said := f.use(t, kept, "tool"); !strings.Contains(said, "invalid_grant") {
		t.Errorf("the token still works: %s", strings.SplitN(said, " ", 2)[0])
	}
	d.Run("status", "--model", "acme").Want(t, 3)
}

// codeExpires: the person comes back when the code has died.
func (f *thirdPartyServer) codeExpires(t *testing.T) {
	d := f.workspace(t, "brief")
	d.PasteDelay = 2 * time.Second
	o := d.connect(foreign, "acme")
	o.Want(t, 3)
	o.Shows(t, "a consent can be used once only")
	d.Run("status", "--model", "acme").Want(t, 3)
}

// wrongRedirect: the server shows a page of its own and nobody comes back. The
// tool has said what has to be registered.
func (f *thirdPartyServer) wrongRedirect(t *testing.T) {
	d := f.workspace(t, "elsewhere")
	o := d.connect(foreign, "acme")
	if o.Code == 0 {
		t.Fatal("connected")
	}
	o.Shows(t, "redirect URI  "+callback)
	if landed, err := simtest.Land(f.base + "/xero/identity/connect/authorize?client_id=elsewhere&response_type=code&state=s&redirect_uri=" + callback); err == nil ||
		!strings.Contains(err.Error(), "redirect_uri") {
		t.Fatal(landed, err)
	}
	d.Run("status", "--model", "acme").Want(t, 3)
}
