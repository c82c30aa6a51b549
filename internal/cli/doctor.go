package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type doctorOptions struct {
	port    int
	format  string
	offline bool
}

func newDoctor(a *app) *cobra.Command {
	var o doctorOptions
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check everything a connection needs, and say what mends it",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.runDoctor(cmd.Context(), o) },
	}
	cmd.Flags().IntVar(&o.port, "port", link.DefaultPort, "port your apps' redirect URIs are registered with")
	cmd.Flags().StringVar(&o.format, "format", formatTable, "table or json")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "ask no provider")
	return endsWith(cmd, signInCodes...)
}

// finding is one line of the doctor's report.
type finding struct {
	Check  string     `json:"check"`
	OK     bool       `json:"ok"`
	Detail string     `json:"detail"`
	Do     []string   `json:"do,omitempty"` // what mends it
	code   fault.Code // of the run, where it is not ok
}

func fine(check, format string, values ...any) finding {
	return finding{Check: check, OK: true, Detail: fmt.Sprintf(format, values...)}
}

// wrong is a finding from an error, with the advice the error would be printed
// with.
func wrong(check string, err error) finding {
	told := explain(err)
	return finding{Check: check, Detail: plain(told.Error()), Do: told.Do, code: told.Code}
}

func (a *app) runDoctor(ctx context.Context, o doctorOptions) error {
	if o.format != formatTable && o.format != formatJSON {
		return fault.New(fault.Usage, "there is no format "+quoted(o.format), "use table or json")
	}
	findings := a.examine(ctx, o)
	if o.format == formatJSON {
		if err := a.writeJSON(map[string]any{"checks": findings}); err != nil {
			return err
		}
	} else {
		a.showFindings(findings)
	}
	var worst fault.Code
	failed := 0
	for _, f := range findings {
		if !f.OK {
			worst = max(worst, f.code)
			failed++
		}
	}
	if failed > 0 {
		return fault.New(worst, count(failed, "check", "checks")+" of the doctor failed", "see above")
	}
	return nil
}

func (a *app) showFindings(findings []finding) {
	for _, f := range findings {
		mark := good("✓")
		if !f.OK {
			mark = bad("✗")
		}
		_, _ = fmt.Fprintln(a.Out, a.paintOut(fmt.Sprintf("%s %-22s %s", mark, f.Check, f.Detail)))
		for _, line := range f.Do {
			_, _ = fmt.Fprintln(a.Out, a.paintOut(fmt.Sprintf("  %-22s %s", "", line)))
		}
	}
}

func (a *app) examine(ctx context.Context, o doctorOptions) []finding {
	findings := []finding{a.examineStore(), examinePort(ctx, o.port), a.examineBrowser()}
	for _, from := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		profile, err := a.profile(from)
		if err != nil {
			findings = append(findings, wrong(from.Title(), err))
			continue
		}
		findings = append(findings, a.examineApp(ctx, profile, o)...)
		if !o.offline {
			findings = append(findings, a.examineNetwork(ctx, profile))
		}
	}
	return append(findings, a.examineConnections(ctx, o)...)
}

// profile is where a provider is: at the simulator where one is named.
func (a *app) profile(from ledger.Provider) (provider.Profile, error) {
	if a.simulated() {
		return provider.Lookup(from, provider.Simulator, a.env("LEDGERLINK_SIMULATOR"))
	}
	return provider.Lookup(from, provider.Production, "")
}
