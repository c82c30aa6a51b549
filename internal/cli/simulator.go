package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/oauth"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type simulatorOptions struct {
	addr        string
	today       string
	latency     time.Duration
	autoApprove bool
}

func newSimulator(env *Env) *cobra.Command {
	var o simulatorOptions
	cmd := &cobra.Command{
		Use:   "simulator",
		Short: "Run a local simulator of Xero and QuickBooks",
		Long: `Serve a simulated Xero under /xero and a simulated QuickBooks under /quickbooks,
with companies whose double-entry books are made up, for tests, demos and other
developers' tools. Any client id is accepted. It answers on this machine only, and
ends when it is interrupted.`,
		Example: `  ledgerlink simulator --auto-approve &
  export LEDGERLINK_SIMULATOR=http://127.0.0.1:8799
  ledgerlink connect xero --model acme`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runSimulator(cmd.Context(), env, o) },
	}
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8799", "address to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&o.today, "today", "", "last day of the books, YYYY-MM-DD (default: today)")
	cmd.Flags().DurationVar(&o.latency, "latency", 0, "wait before every answer, e.g. 150ms")
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "answer every consent page with Allow")
	return withExitCodes(cmd)
}

func runSimulator(ctx context.Context, env *Env, o simulatorOptions) error {
	options := simulator.Options{Now: env.now, Latency: o.latency, AutoConsent: oauth.AutoConsent{Approve: o.autoApprove}}
	if o.latency < 0 {
		return usageError("invalid --latency "+o.latency.String(), "it cannot be negative")
	}
	if o.today != "" {
		today, err := ledger.ParseDate(o.today)
		if err != nil {
			return invalid("--today", o.today, "use YYYY-MM-DD")
		}
		options.Today = today
	}
	served, err := serveSimulator(ctx, o.addr, options)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(env.Out, served.url); err != nil {
		return err
	}
	env.Info("Xero is at %s/xero and QuickBooks at %s/quickbooks. Ctrl-C ends it.", served.url, served.url)
	env.Info("Use it:  export LEDGERLINK_SIMULATOR=%s", served.url)
	<-ctx.Done()
	return served.close()
}

// servedSimulator is a simulator that answers at a URL.
type servedSimulator struct {
	*simulator.Server
	url   string
	close func() error
}

// serveSimulator listens on a loopback address and serves a simulator there.
func serveSimulator(ctx context.Context, addr string, options simulator.Options) (*servedSimulator, error) {
	if err := checkLoopback(addr); err != nil {
		return nil, err
	}
	handler, err := simulator.New(options)
	if err != nil {
		return nil, err
	}
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, usageErrorOf("cannot listen on "+addr, err, "Choose another port; --addr 127.0.0.1:0 takes a free one.")
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	return &servedSimulator{Server: handler, url: "http://" + listener.Addr().String(), close: func() error {
		handler.Close()
		err := server.Close()
		if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
			err = errors.Join(err, ended)
		}
		return err
	}}, nil
}

// checkLoopback refuses addresses that other machines could reach.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return invalid("--addr", addr, "use an address like 127.0.0.1:8799")
	}
	if ip, err := netip.ParseAddr(host); (err == nil && ip.IsLoopback()) || host == "localhost" {
		return nil
	}
	return usageError("the simulator answers on this machine only", host+" is not a loopback address", "Use --addr 127.0.0.1:PORT.")
}
