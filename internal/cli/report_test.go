package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestReport(t *testing.T) {
	refused := &ledger.Error{Kind: ledger.SignInNeeded, Provider: ledger.Xero, Op: "read the chart", Message: "the sign-in has ended", Status: 401, RequestID: "r-1"}
	tests := map[string]struct {
		err  error
		code exitCode
		want string
	}{
		"an error says what to do": {
			usageError("cannot do it", "no reason", "Try harder."), exitUsage,
			"ledgerlink: cannot do it: no reason\n  Try harder.\n",
		},
		"a wrapped error keeps its code": {
			fmt.Errorf("while at it: %w", &exitError{code: exitLimit, op: "enough"}), exitLimit,
			"ledgerlink: while at it: enough\n",
		},
		"a provider's error gets advice": {
			refused, exitSignIn,
			"ledgerlink: cannot read the chart from Xero: the sign-in has ended (HTTP 401, request r-1)\n" +
				"  Sign in again: ledgerlink reconnect\n",
		},
		"one about a connection names the command": {
			&aboutKey{model.Key{Model: "acme", Entity: "uk"}, "cannot read acme/uk", refused}, exitSignIn,
			"ledgerlink: cannot read acme/uk: cannot read the chart from Xero: the sign-in has ended (HTTP 401, request r-1)\n" +
				"  Sign in again: ledgerlink reconnect --model acme --entity uk\n",
		},
		"several end with the highest code": {
			errors.Join(&exitError{code: exitUnavailable, op: "one"}, &exitError{code: exitSignIn, op: "two"}), exitUnavailable,
			"ledgerlink: one\nledgerlink: two\n",
		},
		"a check says that a person is needed": {
			checkFailures{
				{Model: "b", Entity: "main"}: &exitError{code: exitSignIn, op: "two"},
				{Model: "a", Entity: "main"}: &exitError{code: exitUnavailable, op: "one"},
			},
			exitSignIn,
			"ledgerlink: one\nledgerlink: two\n",
		},
		"a check that met only a provider that is down": {
			checkFailures{{Model: "a", Entity: "main"}: &exitError{code: exitUnavailable, op: "one"}},
			exitUnavailable,
			"ledgerlink: one\n",
		},
		"hostile text": {
			errors.New("line one\nline two\x1b[31m red \u202egnirts"), exitFailure,
			"ledgerlink: line one line two[31m red gnirts\n",
		},
		"a mismatch": {
			&ledger.MismatchError{Check: "net profit", Period: "2026-10", Ours: "1.00", Ledgers: "2.00"}, exitMismatch,
			"ledgerlink: net profit (2026-10): expected 1.00, the ledger says 2.00, 1.00 apart\n" +
				"  Nothing was written. Run the same command again: the report contradicts itself, which a second reading often mends.\n" +
				"  If it stays, open that report in the ledger and compare the account and month named above.\n" +
				"  If it stays, run the same command with --verbose and report the request ids it shows.\n",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			env := newEnv(terminal.Streams{Err: &out})
			if code := report(env, test.err); code != test.code {
				t.Errorf("code %d, want %d", code, test.code)
			}
			if diff := cmp.Diff(test.want, out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryKindHasAdvice(t *testing.T) {
	for kind := ledger.Unexpected; kind <= ledger.BadCredentials; kind++ {
		advised := advise(&ledger.Error{Kind: kind, Provider: ledger.QuickBooks, Op: "read"})
		if len(advised.hints) == 0 || advised.code == exitOK {
			t.Errorf("kind %d: code %d, %q", kind, advised.code, advised.hints)
		}
	}
}

func TestCancelledIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	if code := Main(ctx, []string{"version"}, terminal.Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != 130 {
		t.Errorf("code %d: %s", code, out.String())
	}
}

func TestColoursOnlyWhereWanted(t *testing.T) {
	for _, test := range []struct {
		terminal bool
		noColour string
		want     string
	}{
		{true, "", "\x1b[32mfine\x1b[0m\n"},
		{true, "1", "fine\n"},
		{false, "", "fine\n"},
	} {
		var out bytes.Buffer
		env := newEnv(terminal.Streams{Err: &out, Terminal: test.terminal}, WithEnv(func(string) string { return test.noColour }))
		env.Info("%s", env.Good("fine"))
		if out.String() != test.want {
			t.Errorf("%+v: %q", test, out.String())
		}
	}
}

func TestAddressHidesSecrets(t *testing.T) {
	got := address("https://user:pass@example.com/token?code=c0de&realmId=1&query=select+*&refresh_token=s3cret")
	for _, secret := range []string{"c0de", "s3cret", "pass"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q is in %s", secret, got)
		}
	}
	if !strings.Contains(got, "query=select *") {
		t.Error(got)
	}
}

func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"0.00": "0.00", "-0.5": "-0.5", "999": "999", "1000.10": "1,000.10", "-1234567.89": "-1,234,567.89",
	} {
		if got := grouped(ledger.MustAmount(text)); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

// Every command says how it can end, and every flag that takes a name is
// documented.
func TestEveryCommandIsDocumented(t *testing.T) {
	var out bytes.Buffer
	root := newRoot(newEnv(terminal.Streams{Out: &out, Err: &out}))
	for _, group := range root.Commands() {
		for _, cmd := range append(group.Commands(), group) {
			if cmd.Short == "" {
				t.Errorf("%s has no description", cmd.CommandPath())
			}
			out.Reset()
			if err := cmd.Help(); err != nil {
				t.Fatal(err)
			}
			if cmd.Runnable() && !cmd.HasSubCommands() && !strings.Contains(out.String(), "\nExit codes:\n") {
				t.Errorf("%s says no exit codes", cmd.CommandPath())
			}
		}
	}
}
