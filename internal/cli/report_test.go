package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestReport(t *testing.T) {
	refused := &ledger.Error{Kind: ledger.SignInNeeded, Provider: ledger.Xero, Op: "read the chart", Message: "the sign-in has ended", Status: 401, RequestID: "r-1"}
	tests := map[string]struct {
		err  error
		code fault.Code
		want string
	}{
		"a fault says what to do": {
			fault.New(fault.Usage, "cannot do it", "no reason", "Try harder."), fault.Usage,
			"ledgerlink: cannot do it: no reason\n  Try harder.\n",
		},
		"a wrapped fault keeps its code": {
			fmt.Errorf("while at it: %w", fault.New(fault.Limit, "enough", "")), fault.Limit,
			"ledgerlink: while at it: enough\n",
		},
		"a provider's error gets advice": {
			refused, fault.SignIn,
			"ledgerlink: cannot read the chart from Xero: the sign-in has ended (HTTP 401, request r-1)\n" +
				"  Sign in again: ledgerlink reconnect --model MODEL [--entity ENTITY]; `ledgerlink status` lists them.\n",
		},
		"one about a connection names the command": {
			about(store.Key{Model: "acme", Entity: "uk"}, "cannot read acme/uk", refused), fault.SignIn,
			"ledgerlink: cannot read acme/uk: cannot read the chart from Xero: the sign-in has ended (HTTP 401, request r-1)\n" +
				"  Sign in again: ledgerlink reconnect --model acme --entity uk\n",
		},
		"several end with the highest code": {
			errors.Join(fault.New(fault.Unavailable, "one", ""), fault.New(fault.SignIn, "two", "")), fault.Unavailable,
			"ledgerlink: one\nledgerlink: two\n",
		},
		"a check says that a person is needed": {
			checkFailures{
				{Model: "b", Entity: "main"}: fault.New(fault.SignIn, "two", ""),
				{Model: "a", Entity: "main"}: fault.New(fault.Unavailable, "one", ""),
			},
			fault.SignIn,
			"ledgerlink: one\nledgerlink: two\n",
		},
		"a check that met only a provider that is down": {
			checkFailures{{Model: "a", Entity: "main"}: fault.New(fault.Unavailable, "one", "")},
			fault.Unavailable,
			"ledgerlink: one\n",
		},
		"hostile text": {
			errors.New("line one\nline two\x1b[31m red \u202egnirts"), fault.Failure,
			"ledgerlink: line one line two[31m red gnirts\n",
		},
		"a mismatch": {
			&ledger.MismatchError{Check: "net profit", Period: "2026-10", Ours: "1.00", Ledgers: "2.00"}, fault.Mismatch,
			"ledgerlink: net profit (2026-10): expected 1.00, the ledger says 2.00\n" +
				"  Nothing was written. If somebody was working in the ledger just now, try again.\n" +
				"  If it stays, run the same command with --verbose and report the request ids it shows.\n",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			a := newApp(Streams{Err: &out})
			if code := a.report(test.err); code != test.code {
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
		told := explain(&ledger.Error{Kind: kind, Provider: ledger.QuickBooks, Op: "read"})
		if len(told.Do) == 0 || told.Code == 0 {
			t.Errorf("kind %d: code %d, %q", kind, told.Code, told.Do)
		}
	}
}

func TestCancelledIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	if code := Main(ctx, []string{"version"}, Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != 130 {
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
		a := newApp(Streams{Err: &out, Terminal: test.terminal}, WithEnv(func(string) string { return test.noColour }))
		a.say("%s", good("fine"))
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

func TestLedgerLockIsTheEarliestWholeMonth(t *testing.T) {
	closed := func(days ...string) []store.Connection {
		var connections []store.Connection
		for _, day := range days {
			var date ledger.Date
			if err := date.UnmarshalText([]byte(day)); err != nil {
				t.Fatal(err)
			}
			connections = append(connections, store.Connection{Organisation: ledger.Organisation{LockedThrough: date}})
		}
		return connections
	}
	for want, connections := range map[string][]store.Connection{
		"2026-06": closed("2026-06-30", "2026-07-15"),
		"2026-05": closed("2026-06-29"),
		"":        closed("2026-06-30", ""),
	} {
		if got := ledgerLock(connections).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Every command says how it can end, and every flag that takes a name is
// documented.
func TestEveryCommandIsDocumented(t *testing.T) {
	var out bytes.Buffer
	root := newRoot(newApp(Streams{Out: &out, Err: &out}))
	for _, group := range root.Commands() {
		for _, cmd := range append(group.Commands(), group) {
			if cmd.Short == "" {
				t.Errorf("%s has no description", cmd.CommandPath())
			}
			if cmd.Runnable() && !cmd.HasSubCommands() && cmd.Annotations[codesKey] == "" {
				t.Errorf("%s says no exit codes", cmd.CommandPath())
			}
		}
	}
}
