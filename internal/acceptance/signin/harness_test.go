package signin

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/simulator/servertest"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestMain(m *testing.M) { simtest.Main(m) }

// side is what the tests have to know about a provider.
type side struct {
	provider     ledger.Provider
	organisation string
	token        string        // path of the token endpoint at the simulator
	rotation     time.Duration // after this long a refresh surely gives a new refresh token
}

var sides = []side{
	{ledger.Xero, "Harbourline Joinery Pty Ltd", "/xero/connect/token", 40 * time.Minute},
	{ledger.QuickBooks, "Cedar Street Dental Supply", "/quickbooks/oauth2/v1/tokens/bearer", 25 * time.Hour},
}

func (s side) String() string { return string(s.provider) }

// oneSideAtATime runs a test for both providers, one after the other: for tests that
// start many processes or kill them at a measured moment.
func oneSideAtATime(t *testing.T, test func(t *testing.T, s side)) {
	for _, s := range sides {
		t.Run(s.String(), func(t *testing.T) { test(t, s) })
	}
}

// eachSide runs a test for both providers, side by side.
func eachSide(t *testing.T, test func(t *testing.T, s side)) {
	for _, s := range sides {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			test(t, s)
		})
	}
}

// The months that are imported; the books go up to today.
var (
	today  = servertest.Today()
	months = []string{"--from", "2026-08", "--to", "2026-10"}
)

// newHarness starts a simulator; now is its clock before it is moved. Nothing here
// is to wait for a limit.
func newHarness(t testing.TB, now func() time.Time) *servertest.Server {
	t.Helper()
	return servertest.New(t, simulator.Options{
		Now: now, NoLimits: true,
		Books: servertest.Companies(t, sides[0].organisation, sides[1].organisation, "Demo Company (NZ)"),
	})
}

// workspace is a workspace with the commands that the tests of sign-ins run.
type workspace struct{ *simtest.Workspace }

func newWorkspace(h *servertest.Server) *workspace {
	return &workspace{simtest.NewWorkspace(h, h.T.TempDir())}
}

// connect links a model to the provider's organisation.
func (w *workspace) connect(s side, model string, more ...string) simtest.Result {
	w.Choose(s.organisation)
	return w.Run(append([]string{"connect", s.String(), "--model", model, "--org", s.organisation, "--paste"}, more...)...)
}

// importActuals writes the model's actuals to a file of its name.
func (w *workspace) importActuals(model string) simtest.Result {
	return w.Run(append([]string{"import", "actuals", "--model", model, "-o", w.File(model + ".csv")}, months...)...)
}

// refreshes counts the refreshes that were answered with tokens.
func refreshes(h *servertest.Server, s side) int {
	return len(h.Secrets(s.provider, oauth.AccessToken)) - len(h.Secrets(s.provider, oauth.Code))
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
