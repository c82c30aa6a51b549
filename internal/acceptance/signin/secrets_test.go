package signin

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io/fs"
	mathrand "math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
)

// TestNoSecretAnywhere takes random steps, and then looks for every secret that
// ever was in everything that was written, shown or kept.
func TestNoSecretAnywhere(t *testing.T) {
	steps := number(t, "LEDGERLINK_STEPS", 80)
	w := newHarness(t, servertest.Today)
	d := newWorkspace(w)
	d.Env["LEDGERLINK_QUICKBOOKS_CLIENT_ID"] = "an-app"
	d.Env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"] = rand.Text()
	walk := &walk{workspace: d, echoingProvider: &echoingProvider{secrets: map[string]bool{}}, random: mathrand.New(mathrand.NewPCG(11, 21)), codes: map[int]int{}}
	w.Wrap(walk.echoingProvider.before)
	for range steps {
		walk.step()
	}
	secrets := append(walk.echoingProvider.all(), d.Env["LEDGERLINK_QUICKBOOKS_CLIENT_SECRET"])
	for _, issued := range w.Issued() {
		secrets = append(secrets, issued.Value)
	}
	places := d.places(t)
	places["what was said"] = walk.said.Bytes()
	hits, bytes := search(places, secrets)
	for _, hit := range hits {
		t.Error(hit)
	}
	t.Logf("%d steps with the exit codes %v: %d secrets looked for in %d places with %d bytes, %d hits",
		steps, walk.codes, len(secrets), len(places), bytes, len(hits))
	if len(secrets) < steps || walk.codes[0] < steps/5 || len(walk.codes) < 4 {
		t.Error("the walk was too tame to prove anything")
	}
	if hits, _ := search(map[string][]byte{"a": []byte("x" + secrets[0] + "y")}, secrets[:1]); len(hits) == 0 {
		t.Error("the search finds nothing")
	}
}

// walk is a random walk through the commands, the provider's moods included.
type walk struct {
	*workspace
	echoingProvider *echoingProvider
	random          *mathrand.Rand
	said            bytes.Buffer
	codes           map[int]int
}

// try runs a command, as talkative as it can be.
func (w *walk) try(args ...string) int {
	o := w.Run(append(args, "-v")...)
	w.said.WriteString(o.Out + o.Err)
	w.codes[o.Code]++
	return o.Code
}

// step does something with a model, having mended its connection more often than
// not.
func (w *walk) step() {
	model := []string{"acme", "bolt", "cord"}[w.random.IntN(3)]
	s := sides[w.random.IntN(2)]
	w.Choose(s.organisation)
	if w.random.IntN(3) > 0 && w.try("status", "--check", "--model", model) == 3 && w.try("reconnect", "--model", model, "--paste") != 0 {
		w.try("connect", s.String(), "--model", model, "--org", s.organisation, "--paste")
	}
	w.harm(s)
	w.act(model, s)
	w.ClearFaults()
	w.echoingProvider.calm()
}

func (w *walk) act(model string, s side) {
	switch w.random.IntN(11) {
	case 0, 1:
		w.try("connect", s.String(), "--model", model, "--org", s.organisation, "--paste")
	case 2:
		w.try("reconnect", "--model", model, "--paste")
	case 3:
		w.try("disconnect", "--model", model)
	case 4, 5, 6:
		w.try(append([]string{"import", "actuals", "--model", model, "-o", w.File(model + ".json")}, months...)...)
	case 7:
		w.try("import", "coa", "--model", model, "-o", "-")
	case 8:
		w.try("status", "--check", "--format", "json")
	case 9:
		w.try("doctor", "--format", "json")
	case 10:
		w.try("store", "backup", w.File(rand.Text()+".backup"))
	}
}

// harm is what goes wrong before a step, if anything.
func (w *walk) harm(s side) {
	switch w.random.IntN(12) {
	case 0:
		w.Advance(time.Duration(1+w.random.IntN(30)) * time.Hour)
	case 1:
		w.ExpireAccessTokens()
	case 2:
		w.RevokeSignIns(s.provider)
	case 3:
		w.Disconnect(w.organisation(s))
	case 4:
		w.echoingProvider.repeat([]refusal{{400, "invalid_grant"}, {400, "invalid_request"}, {401, "invalid_client"}, {403, ""}, {503, "temporarily_unavailable"}}[w.random.IntN(5)])
	case 5:
		bad := refusal{[]int{400, 401, 403, 500}[w.random.IntN(4)], "invalid_request"}
		w.echoingProvider.repeat(bad, bad, bad, bad, bad, bad, bad, bad)
	case 6, 7:
		fault := failures[w.random.IntN(len(failures))].fault
		if fault.Kind == faults.Timeout {
			return
		}
		fault.Match, fault.Count, fault.Skip = "/"+s.String(), 1+w.random.IntN(6), w.random.IntN(3)
		fault.Bytes = min(fault.Bytes, 1<<20)
		w.Inject(fault)
	}
}

// places are all files of the workspace, the store's first.
func (d *workspace) places(t *testing.T) map[string][]byte {
	t.Helper()
	places := map[string][]byte{}
	err := filepath.WalkDir(d.Folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		places[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

// search looks for secrets, whole or cut, plain or as they are written in
// addresses and headers, and says where they are without repeating them.
func search(places map[string][]byte, secrets []string) (hits []string, size int) {
	for name, content := range places {
		size += len(content)
		for i, secret := range secrets {
			for _, form := range forms(secret) {
				if bytes.Contains(content, []byte(form)) {
					hits = append(hits, name+" holds secret "+secret[:4]+"… of "+string(rune('0'+i%10)))
					break
				}
			}
		}
	}
	return hits, size
}

func forms(secret string) []string {
	all := []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret))}
	if len(secret) > 64 {
		all = append(all, secret[:32], secret[len(secret)-32:])
	}
	return all
}
