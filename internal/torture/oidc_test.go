package torture

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
)

// TestForeignAuthorisationServer signs in, renews and ends sign-ins at an
// authorisation server nobody here wrote.
func TestForeignAuthorisationServer(t *testing.T) {
	f := startForeigner(t, map[string]string{
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
func (f *foreigner) demandsPKCE(t *testing.T) {
	landed, err := trip(f.base + "/xero/identity/connect/authorize?client_id=tool&response_type=code&scope=offline_access&state=s&redirect_uri=" + callback)
	if err != nil || !strings.Contains(landed, "error=invalid_request") {
		t.Fatal(landed, err)
	}
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	d.run("status", "--check").want(t, 0)
}

func (f *foreigner) rotates(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	for range 3 {
		before := f.tokens()
		d.Advance(foreign.rotation)
		d.run("status", "--check").want(t, 0)
		after := f.tokens()
		if len(after) != len(before)+1 || after[len(after)-1] == before[len(before)-1] {
			t.Fatalf("%d tokens after %d", len(after), len(before))
		}
		if kept := d.signIn().Tokens.Refresh; kept != after[len(after)-1] {
			t.Fatal("the new token is not the one that is kept")
		}
	}
}

func (f *foreigner) oneAtATime(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	d.Advance(foreign.rotation)
	before := len(f.tokens())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if o := d.run("status", "--check"); o.code != 0 {
				t.Errorf("exit code %d: %s", o.code, o.err)
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
func (f *foreigner) endsReused(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	stolen := d.signIn().Tokens.Refresh
	d.Advance(foreign.rotation)
	d.run("status", "--check").want(t, 0)
	if said := f.use(t, stolen, "tool"); !strings.HasPrefix(said, "400") {
		t.Fatal(said)
	}
	d.Advance(foreign.rotation)
	refused := d.run("status", "--check")
	refused.want(t, 3)
	refused.says(t, "reconnect needed", "ledgerlink reconnect --model acme")
	if d.signIn().Tokens.Refresh == "" {
		t.Error("the tokens are gone")
	}
	d.run("reconnect", "--model", "acme", "--paste").want(t, 0)
	d.run("status", "--check").want(t, 0)
}

// losesAnAnswer: without a grace, sending the old token again ends the grant.
// Nothing else is left to try, and it is told.
func (f *foreigner) losesAnAnswer(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	d.Advance(foreign.rotation)
	f.faults.Add(faults.Fault{Match: "POST " + foreign.token, Kind: faults.Lost, Count: 1})
	o := d.run("status", "--check")
	o.want(t, 3)
	o.says(t, "cut off", "ledgerlink reconnect --model acme")
	d.run("reconnect", "--model", "acme", "--paste").want(t, 0)
	d.run("status", "--check").want(t, 0)
}

// answersBadly breaks answers without the server having seen the request, for
// once and for good, and answers that hold all there is to know.
func (f *foreigner) answersBadly(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	slow := failure{name: "slow", fault: faults.Fault{Kind: faults.Slow, Delay: 100 * time.Millisecond}, processed: true, intact: true}
	for _, failing := range append([]failure{slow}, failures...) {
		if failing.processed && !failing.intact {
			continue
		}
		for _, count := range []int{1, 0} {
			fault := failing.fault
			fault.Match, fault.Count = "POST "+foreign.token, count
			d.client = &http.Client{Transport: &impatient{fault: fault}}
			if fault.Kind != faults.Timeout {
				f.faults.Add(fault)
			}
			d.Advance(foreign.rotation)
			want := 7
			if failing.intact || count == 1 && !failing.limit {
				want = 0
			}
			if o := d.run("status", "--check"); o.code != want {
				t.Errorf("%s, count %d: exit code %d instead of %d\n%s", failing.name, count, o.code, want, o.err)
			}
			f.faults.Clear()
			d.client = nil
			d.run("status", "--check").want(t, 0)
		}
	}
}

func (f *foreigner) revokes(t *testing.T) {
	d := f.desk(t, "tool")
	d.connect(foreign, "acme").want(t, 0)
	kept := d.signIn().Tokens.Refresh
	d.disconnect("acme").want(t, 0)
	if said := f.use(t, kept, "tool"); !strings.Contains(said, "invalid_grant") {
		t.Errorf("the token still works: %s", strings.SplitN(said, " ", 2)[0])
	}
	d.run("status", "--model", "acme").want(t, 3)
}

// codeExpires: the person comes back when the code has died.
func (f *foreigner) codeExpires(t *testing.T) {
	d := f.desk(t, "brief")
	d.dawdle = 2 * time.Second
	o := d.connect(foreign, "acme")
	o.want(t, 3)
	o.says(t, "a consent can be used once only")
	d.run("status", "--model", "acme").want(t, 3)
}

// wrongRedirect: the server shows a page of its own and nobody comes back. The
// tool has said what has to be registered.
func (f *foreigner) wrongRedirect(t *testing.T) {
	d := f.desk(t, "elsewhere")
	o := d.connect(foreign, "acme")
	if o.code == 0 {
		t.Fatal("connected")
	}
	o.says(t, "redirect URI  "+callback)
	if landed, err := trip(f.base + "/xero/identity/connect/authorize?client_id=elsewhere&response_type=code&state=s&redirect_uri=" + callback); err == nil ||
		!strings.Contains(err.Error(), "redirect_uri") {
		t.Fatal(landed, err)
	}
	d.run("status", "--model", "acme").want(t, 3)
}
