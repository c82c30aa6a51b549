package cli

import (
	"context"
	"fmt"
	"github.com/ledgerlink/ledgerlink/internal/terminal"

	"github.com/spf13/cobra"
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

// finding is one line of the doctor's report.
type finding struct {
	Check  string   `json:"check"`
	OK     bool     `json:"ok"`
	Detail string   `json:"detail"`
	Do     []string `json:"do"` // what mends it
	code   exitCode // of the run, where it is not ok
}

func fine(check, format string, values ...any) finding {
	return finding{Check: check, OK: true, Detail: fmt.Sprintf(format, values...), Do: []string{}}
}

func broken(check string, code exitCode, detail string, do ...string) finding {
	return finding{Check: check, Detail: detail, Do: append([]string{}, do...), code: code}
}

// wrong is a finding from an error, with the advice the error would be printed
// with.
func wrong(check string, err error) finding {
	advised := advise(err)
	return broken(check, advised.code, terminal.Line(err.Error()), advised.hints...)
}

func runDoctor(ctx context.Context, env *Env, o doctorOptions) error {
	if o.json {
		o.format = formatJSON
	}
	findings := examine(ctx, env, o)
	if err := ctx.Err(); err != nil {
		return err
	}
	code, failed := verdict(findings)
	if err := writeFindings(env, findings, failed == 0, o.format); err != nil {
		return err
	}
	if failed > 0 {
		return &exitError{code: code, op: "found " + count(failed, "problem", "problems"), reason: "each is marked ✗, with what to do about it"}
	}
	return nil
}

// verdict is how many findings are not ok, and their exit code: that a person has
// to sign in where one has, else the highest.
func verdict(findings []finding) (code exitCode, failed int) {
	for _, f := range findings {
		if f.OK {
			continue
		}
		failed++
		if code != exitSignIn {
			code = max(code, f.code)
		}
		if f.code == exitSignIn {
			code = exitSignIn
		}
	}
	return code, failed
}

func writeFindings(env *Env, findings []finding, ok bool, format listFormat) error {
	if format == formatJSON {
		return writeJSON(env.Out, map[string]any{"ok": ok, "checks": findings})
	}
	width := 0
	for _, f := range findings {
		width = max(width, len(f.Check))
	}
	out := env.outPrinter()
	var lines []terminal.Text
	for _, f := range findings {
		mark := out.Good("✓")
		if !f.OK {
			mark = out.Bad("✗")
		}
		lines = append(lines, out.Sprintf("%s %-*s  %s", mark, width, f.Check, f.Detail))
		for _, do := range f.Do {
			lines = append(lines, out.Sprintf("  %-*s  → %s", width, "", do))
		}
	}
	_, err := fmt.Fprintln(env.Out, terminal.Join(lines, "\n"))
	return err
}

// examine goes from what is here to what is far away. Where the store cannot be
// read it says so and leaves out what depends on it.
func examine(ctx context.Context, env *Env, o doctorOptions) []finding {
	findings, readable := examineStore(env)
	var uses []use
	if readable {
		var err error
		if uses, err = usesOf(env); err != nil {
			findings, readable = append(findings, wrong("apps", err)), false
		}
	}
	if readable {
		findings = append(findings, examineApps(ctx, env, uses, o)...)
	}
	findings = append(findings, examinePorts(ctx, ports(uses, o.port))...)
	findings = append(findings, examineBrowser(env))
	if o.offline {
		return append(findings, examineConnections(ctx, env, nil, o)...)
	}
	findings = append(findings, examineProxy())
	reached := map[string]bool{}
	for _, u := range uses {
		found := examineNetwork(ctx, env, u.profile)
		reached[u.profile.APIBase] = found.code != exitUnavailable
		findings = append(findings, found)
	}
	if !readable {
		return findings
	}
	return append(findings, examineConnections(ctx, env, reached, o)...)
}
