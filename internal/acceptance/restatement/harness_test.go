package restatement

import (
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

func TestMain(m *testing.M) { simtest.Main(m) }

// today is when everything here happens; October 2026 is the last completed month.
var today = time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC)

// newHarness starts a simulator of the books; none means the believable companies.
// Nothing here is to wait for a limit.
func newHarness(t testing.TB, open ...*books.Books) *servertest.Server {
	t.Helper()
	return servertest.New(t, simulator.Options{Now: func() time.Time { return today }, Books: open, NoLimits: true})
}

// workspace is a workspace that works on the model acme.
type workspace struct{ *simtest.Workspace }

// newWorkspace returns a workspace in a folder.
func newWorkspace(h *servertest.Server, folder string) *workspace {
	w := &workspace{simtest.NewWorkspace(h, folder)}
	w.Env["LEDGERLINK_MODEL"] = "acme"
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	h.T.Cleanup(client.CloseIdleConnections)
	w.HTTP = client
	return w
}

// twin returns another workspace with a copy of the store, which works in folder.
func (w *workspace) twin(folder string) *workspace {
	w.T.Helper()
	twin := &workspace{w.CopyTo(folder)}
	twin.HTTP = w.HTTP
	return twin
}

// connect links an entity of the model to an organisation.
func (w *workspace) connect(entity string, b *books.Books) {
	w.T.Helper()
	organisation := b.Organisation()
	w.Choose(organisation.ID)
	w.Must("connect", string(organisation.Provider), "--entity", entity, "--org", organisation.ID, "--port", simtest.FreePort(w.T), "--quiet")
}

// number returns a whole number from the environment, or its usual value.
func number(t *testing.T, variable string, usual int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		t.Fatalf("%s is %q", variable, text)
	}
	return n
}
