package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

const registered = "https://example.com/ledgerlink"

// paste runs a sign-in in which text is pasted; STATE in it stands for the state.
func paste(t *testing.T, text string, change func(*Request)) (Answer, error) {
	t.Helper()
	reader, writer := io.Pipe()
	var state string
	var got Answer
	req := Request{
		Provider:     "QuickBooks",
		AuthURL:      func(s string) string { state = s; return "https://login.example/?state=" + s },
		RedirectURI:  registered,
		Port:         8217,
		CallbackPath: "/callback/quickbooks",
		Paste:        terminal.NewLines(reader),
		Announce: func(Announcement) {
			go func() {
				_, _ = io.WriteString(writer, strings.ReplaceAll(text, "STATE", state))
				_ = writer.Close()
			}()
		},
	}
	if change != nil {
		change(&req)
	}
	err := Run(t.Context(), req, func(_ context.Context, answer Answer) (Page, error) {
		got = answer
		return Page{}, nil
	})
	_ = reader.Close()
	return got, err
}

func TestPastedAnswers(t *testing.T) {
	for name, text := range map[string]string{
		"address":           registered + "?code=c0de&state=STATE&realmId=42\n",
		"no newline":        registered + "?code=c0de&state=STATE&realmId=42",
		"windows newline":   registered + "?code=c0de&state=STATE&realmId=42\r\n",
		"quoted":            "  \"" + registered + "?code=c0de&state=STATE&realmId=42\"  \n",
		"trailing slash":    registered + "/?code=c0de&state=STATE&realmId=42\n",
		"fragment":          registered + "?code=c0de&state=STATE&realmId=42#_=_\n",
		"query":             "?code=c0de&state=STATE&realmId=42\n",
		"bare query":        "code=c0de&state=STATE&realmId=42\n",
		"without scheme":    "example.com/ledgerlink?code=c0de&state=STATE&realmId=42\n",
		"handed on":         "http://localhost:8217/callback/quickbooks?code=c0de&state=STATE&realmId=42\n",
		"second of several": "realmId=42&code=c0de&state=STATE\nanother line\n",
	} {
		answer, err := paste(t, text, nil)
		if err != nil || answer.Code != "c0de" || answer.Params.Get("realmId") != "42" {
			t.Errorf("%s: %+v, %v", name, answer, err)
		}
	}
}

func TestWrongPasteInAScriptEndsWithUsage(t *testing.T) {
	for name, wrong := range map[string]struct{ text, says string }{
		"empty":          {"\n", "empty"},
		"end of input":   {"", "no address was pasted"},
		"words":          {"what do I paste?\n", "not an address"},
		"only a code":    {"AB11737\n", "not an address"},
		"consent page":   {"https://login.example/?state=STATE\n", "does not begin with " + registered},
		"other provider": {"http://localhost:8217/callback/xero?code=c&state=STATE\n", "does not begin with"},
		"other state":    {registered + "?code=c&state=other\n", "state"},
		"no state":       {registered + "?code=c\n", "state"},
		"two states":     {registered + "?code=c&state=STATE&state=x\n", "state"},
		"two codes":      {registered + "?code=c&code=d&state=STATE\n", "twice"},
		"no query":       {registered + "\n", "neither a code nor an error"},
		"no code":        {registered + "?state=STATE\n", "neither a code nor an error"},
		"empty code":     {registered + "?code=&state=STATE\n", "code"},
		"long code":      {registered + "?code=" + strings.Repeat("x", maxCode+1) + "&state=STATE\n", "code"},
		"control code":   {registered + "?code=a%0ab&state=STATE\n", "code"},
		"long line":      {strings.Repeat("x", 48<<10) + "\n", "too long"},
		"bad escape":     {registered + "?code=%zz&state=STATE\n", "not an authorisation answer"},
	} {
		_, err := paste(t, wrong.text, nil)
		spoiled, ok := errors.AsType[*PasteError](err)
		if !ok || spoiled.RedirectURI != registered || !strings.Contains(err.Error(), wrong.says) {
			t.Errorf("%s: the error is %v, not about %q", name, err, wrong.says)
		}
	}
}

func TestWrongPasteOnATerminalIsAskedAgain(t *testing.T) {
	var problems []string
	answer, err := paste(t, "nonsense=1\n\n"+registered+"?code=c0de&state=STATE\n", func(r *Request) {
		r.AskAgain = func(problem error) { problems = append(problems, problem.Error()) }
	})
	if err != nil || answer.Code != "c0de" {
		t.Errorf("%+v, %v", answer, err)
	}
	if len(problems) != 2 || !strings.Contains(problems[0], "state") || !strings.Contains(problems[1], "empty") {
		t.Errorf("the problems told are %q", problems)
	}
}

func TestPastedRefusalIsARefusal(t *testing.T) {
	_, err := paste(t, registered+"?error=access_denied&state=STATE\n", nil)
	if refused, ok := errors.AsType[*RefusedError](err); !ok || refused.Code != "access_denied" {
		t.Errorf("the error is %v", err)
	}
}

func TestPasteAndListenerRace(t *testing.T) {
	for _, first := range []string{"browser", "paste"} {
		reader, writer := io.Pipe()
		lines := terminal.NewLines(reader)
		tr := begin(t, func(r *Request) { r.Paste, r.AskAgain = lines, func(error) {} }, nil)
		code := "?code=from-" + first + "&state=" + tr.state
		if first == "browser" {
			tr.get("/callback/xero" + code)
		} else {
			fmt.Fprintln(writer, tr.req.RedirectURI+code)
		}
		if err := <-tr.ended; err != nil {
			t.Fatal(err)
		}
		if answer := <-tr.answers; answer.Code != "from-"+first {
			t.Errorf("the answer is %+v", answer)
		}
		if first == "browser" {
			// The line that was waited for is still there for the next question.
			go fmt.Fprintln(writer, "2")
			if text, err := lines.Next(t.Context()); text != "2" || err != nil {
				t.Errorf("the next question gets %q, %v", text, err)
			}
		}
		writer.Close()
	}
}

func TestWhoPastesNeedsNoPort(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var told Announcement
	_, err = paste(t, "?code=c0de&state=STATE\n", func(r *Request) {
		r.Listen, r.Lenient, r.Port = true, true, taken.Addr().(*net.TCPAddr).Port
		announce := r.Announce
		r.Announce = func(a Announcement) { told = a; announce(a) }
	})
	if err != nil || told.Listening || !told.Pasting {
		t.Errorf("%v, announced %+v", err, told)
	}
	err = Run(t.Context(), Request{Listen: true, Lenient: true, Port: taken.Addr().(*net.TCPAddr).Port}, nil)
	if _, ok := errors.AsType[*PortError](err); !ok {
		t.Errorf("without a paste the error is %v", err)
	}
}

func TestEndOfInputLeavesTheListenerWaiting(t *testing.T) {
	tr := begin(t, func(r *Request) { r.Paste = terminal.NewLines(strings.NewReader("")) }, nil)
	if err := tr.finish(); err != nil {
		t.Fatal(err)
	}
}

func TestLinesKeepWhatNobodyWaitedFor(t *testing.T) {
	reader, writer := io.Pipe()
	lines := terminal.NewLines(reader)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lines.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the error is %v", err)
	}
	go func() { fmt.Fprint(writer, "one\ntwo"); writer.Close() }()
	for _, want := range []string{"one", "two"} {
		if text, err := lines.Next(t.Context()); text != want || err != nil {
			t.Errorf("got %q, %v", text, err)
		}
	}
	for range 2 {
		if _, err := lines.Next(t.Context()); !errors.Is(err, io.EOF) {
			t.Errorf("the error at the end is %v", err)
		}
	}
}
