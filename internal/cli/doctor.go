package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/doctor"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

type doctorOptions struct {
	port    int
	format  listFormat
	json    bool
	offline bool
}

func newDoctor(env *Env) *cobra.Command {
	var o doctorOptions
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Diagnose setup and connection problems",
		Long: `Check the store and its key, the port and the browser of a sign-in, the network,
the clock, your apps' keys and redirect URIs, and each connection. What does not
work is marked ✗, with what to do about it below.`,
		Example: `  ledgerlink doctor
  ledgerlink doctor --offline
  ledgerlink doctor --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDoctor(cmd.Context(), env, o) },
	}
	portVar(cmd, &o.port, "port of a sign-in (default: that of your apps' redirect URIs)")
	choiceVar(cmd, &o.format, "format", formatTable, "table or json", formatTable, formatJSON)
	cmd.Flags().BoolVar(&o.json, "json", false, "the same as --format json")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "ask no provider")
	return withExitCodes(cmd, signInCodes()...)
}

func runDoctor(ctx context.Context, env *Env, o doctorOptions) error {
	if o.json {
		o.format = formatJSON
	}
	findings := doctor.Examine(ctx, doctor.Config{
		OpenStore:   env.store,
		Apps:        func() ([]doctor.App, error) { return doctorApps(env) },
		Connections: func() ([]doctor.Connection, error) { return doctorConnections(env) },
		Getenv:      env.getenv, HTTP: env.http, Now: env.now,
		Unreachable: func(err error) bool { return codeOf(err) == exitUnavailable },
		Port:        o.port, DefaultPort: connection.DefaultPort, Offline: o.offline,
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	code, failed := worst(findings)
	if err := writeFindings(env, findings, failed == 0, o.format); err != nil {
		return err
	}
	if failed > 0 {
		return &exitError{code: code, op: "found " + count(failed, "problem", "problems"), reason: "each is marked ✗, with what to do about it"}
	}
	return nil
}

// worst counts the checks that failed and returns their exit code: that a person
// has to sign in if one says so, else the highest.
func worst(findings []doctor.Finding) (code exitCode, failed int) {
	for _, f := range findings {
		if f.OK() {
			continue
		}
		failed++
		if own := codeOf(f.Err); own == exitSignIn || code != exitSignIn && own > code {
			code = own
		}
	}
	return code, failed
}

// checkResult is a finding as `doctor --json` writes it.
type checkResult struct {
	Check  string   `json:"check"`
	OK     bool     `json:"ok"`
	Detail string   `json:"detail"`
	Do     []string `json:"do"`
}

func resultOf(f doctor.Finding) checkResult {
	result := checkResult{Check: f.Check, OK: f.OK(), Detail: terminal.Line(f.Detail), Do: []string{}}
	if note := noteText(f.Note); note != "" {
		result.Detail += ": " + note
	}
	if !f.OK() {
		result.Do = append(result.Do, advise(f.Err).hints...)
	}
	return result
}

func noteText(note doctor.Note) string {
	switch note {
	case doctor.NoBrowser:
		return "use connect --no-browser, or --paste if your browser is on another computer"
	case doctor.KeyInFile:
		return "ledgerlink store rekey --to keyring moves it"
	}
	return ""
}

func writeFindings(env *Env, findings []doctor.Finding, ok bool, format listFormat) error {
	results, width := make([]checkResult, len(findings)), 0
	for i, f := range findings {
		results[i] = resultOf(f)
		width = max(width, len(f.Check))
	}
	if format == formatJSON {
		return writeJSON(env.Out, map[string]any{"ok": ok, "checks": results})
	}
	out := env.outPrinter()
	var lines []terminal.Text
	for _, r := range results {
		mark := out.Good("✓")
		if !r.OK {
			mark = out.Bad("✗")
		}
		lines = append(lines, out.Sprintf("%s %-*s  %s", mark, width, r.Check, r.Detail))
		for _, hint := range r.Do {
			lines = append(lines, out.Sprintf("  %-*s  → %s", width, "", hint))
		}
	}
	_, err := fmt.Fprintln(env.Out, terminal.Join(lines, "\n"))
	return err
}
