package cli

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

// demoFolder is where the demo leaves its files.
const demoFolder = "ledgerlink-demo"

type demoOptions struct {
	interactive bool
	port        int
}

func newDemo(env *Env) *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show all steps on a built-in simulator",
		Long: `Show all steps, from sign-in to spreadsheet, on a built-in simulator of
Xero and QuickBooks: no account, no key, no network. The files stay in
./` + demoFolder + `/; no other file is touched.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), env, o) },
	}
	cmd.Flags().BoolVar(&o.interactive, "interactive", false, "open the browser and let you press Allow")
	portVar(cmd, &o.port, "port the browser comes back to (default 8217)")
	return withExitCodes(cmd)
}

// demoSteps are the commands of the demo, each with what it shows.
var demoSteps = []struct {
	title string
	args  []string
}{
	{"Link a model to a Xero organisation. You sign in once.", []string{"connect", "xero", "--model", "harbour", "--org", "Harbourline Joinery Pty Ltd"}},
	{"Link another model to a QuickBooks company. Each model has its own consent.", []string{"connect", "quickbooks", "--model", "cedar", "--org", "Cedar Street Dental Supply"}},
	{"Import a chart of accounts. Each account gets a suggestion of what it is in a model.", []string{"import", "coa", "--model", "harbour", "-o", demoFolder + "/harbour-coa.csv"}},
	{"Import 24 months of actuals. Every figure is tied to the ledger's own totals before it is written.", []string{"import", "actuals", "--model", "harbour", "-o", demoFolder + "/harbour-actuals.csv"}},
	{"The same for QuickBooks …", []string{"import", "coa", "--model", "cedar", "-o", demoFolder + "/cedar-coa.csv"}},
	{"… and with one column per month, as a spreadsheet likes it.", []string{"import", "actuals", "--model", "cedar", "--layout", "wide", "-o", demoFolder + "/cedar-actuals.csv"}},
	{"See what is linked and what was imported.", []string{"status"}},
}

func runDemo(ctx context.Context, env *Env, o demoOptions) error {
	home, err := os.MkdirTemp("", "ledgerlink-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(home) }()
	if err := os.MkdirAll(demoFolder, 0o750); err != nil {
		return usageErrorOf("cannot make the folder "+demoFolder, err, "Run the demo in a folder you can write to.")
	}
	served, err := serveSimulator(ctx, "127.0.0.1:0", simulator.Options{
		Now:         env.now,
		AutoConsent: oauth.AutoConsent{Approve: !o.interactive},
		NoLimits:    true, // nobody wants to watch a demo wait for a minute
	})
	if err != nil {
		return err
	}
	defer func() { _ = served.close() }()
	env.Info("%s", env.Strong("ledgerlink: from sign-in to spreadsheet"))
	env.Info("A simulated Xero and QuickBooks answer at %s; nothing leaves this computer.", served.url)

	if o.port == 0 {
		if o.port, err = freePort(ctx); err != nil {
			return err
		}
	}
	child := demoEnv(ctx, env, home, served, o)
	for _, step := range demoSteps {
		if err := runStep(ctx, child, served, step.title, step.args, o); err != nil {
			return err
		}
	}
	printDemoEnd(env)
	return nil
}

// runStep runs one command of the demo as if it had been typed.
func runStep(ctx context.Context, env *Env, served *servedSimulator, title string, args []string, o demoOptions) error {
	env.Info("\n%s\n%s", title, env.Strong("$ ledgerlink "+strings.Join(quoteAll(args), " ")))
	if args[0] == "connect" {
		served.SetAutoConsent(oauth.AutoConsent{Approve: !o.interactive, Organisation: args[len(args)-1]})
		args = append(args, "--port", strconv.Itoa(o.port))
	}
	root := newRoot(env)
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		return err
	}
	return ctx.Err()
}

// demoEnv is an Env with a store of its own, the simulator for a provider and,
// unless the person takes part, a browser that presses Allow by itself.
func demoEnv(ctx context.Context, env *Env, home string, served *servedSimulator, o demoOptions) *Env {
	variables := map[string]string{
		"LEDGERLINK_HOME": home, "LEDGERLINK_SIMULATOR": served.url, "NO_COLOR": env.getenv("NO_COLOR"),
	}
	getenv := func(name string) string { return variables[name] }
	open := func(url string) error { return visit(ctx, url) }
	if o.interactive {
		open = env.openBrowser
	}
	child := newEnv(env.Streams, WithEnv(getenv), WithNow(env.now), WithSleep(env.sleep), WithBrowser(open), WithHTTP(env.http))
	if !o.interactive {
		child.announce = func(told connection.Announcement) {
			child.Info("The browser would open this address; the simulator presses Allow by itself:\n%s", told.URL)
		}
	}
	child.keyChoice, child.verbose, child.Quiet = store.KeyFile, env.verbose, env.Quiet
	return child
}

// freePort is a port that nothing listens on: the demo must not fail where the
// usual one is taken, and the simulator accepts any.
func freePort(ctx context.Context) (int, error) {
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(port)
	return n, errors.Join(err, listener.Close())
}

// visit is a browser that follows where it is sent and shows nothing.
func visit(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	client := http.Client{Timeout: time.Minute}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return errors.Join(err, answer.Body.Close())
}

// quoteAll quotes arguments with spaces as a shell wants them.
func quoteAll(args []string) []string {
	quoted := slices.Clone(args)
	for i, arg := range quoted {
		if strings.Contains(arg, " ") {
			quoted[i] = `"` + arg + `"`
		}
	}
	return quoted
}

func printDemoEnd(env *Env) {
	env.Info("\n%s The files are in %s: open them in a spreadsheet.", env.Good("✓"), env.Strong(demoFolder+"/"))
	env.Info(`
With your own ledger it is the same:
  ledgerlink setup xero                          what to register, once
  ledgerlink connect xero --model acme           sign in, once
  ledgerlink import coa --model acme             the chart of accounts
  ledgerlink import actuals --model acme         24 months of actuals
  ledgerlink refresh --model acme                every night
(QuickBooks: write quickbooks in place of xero.)`)
}
