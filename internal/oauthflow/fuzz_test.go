package oauthflow

import (
	"net/url"
	"strings"
	"testing"
	"unicode"
)

func FuzzReadQuery(f *testing.F) {
	for _, seed := range []string{
		"code=abc&state=S", "error=access_denied&error_description=%1b%5b31mno&state=S",
		"code=a&code=b&state=S", "state=S&state=S&code=a", "code=a;b&state=S", "%zz", "", "iss=https://evil&code=c&state=S",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		answer, refused, err := readQuery(raw, "S", "https://good")
		values, parseErr := url.ParseQuery(strings.ReplaceAll(raw, ";", "%3B"))
		if err == nil && (parseErr != nil || len(values["state"]) != 1 || values.Get("state") != "S") {
			t.Fatalf("%q was taken without the state", raw)
		}
		switch {
		case err != nil:
		case refused != nil:
			if strings.ContainsFunc(refused.Error(), unicode.IsControl) || len(refused.Error()) > 8*300 {
				t.Fatalf("%q gives the text %q", raw, refused.Error())
			}
		case answer.Code == "" || len(answer.Code) > maxCode || strings.ContainsFunc(answer.Code, invisible):
			t.Fatalf("%q gives the code %q", raw, answer.Code)
		case answer.Params.Has("code") || answer.Params.Has("state"):
			t.Fatalf("%q leaves %v", raw, answer.Params)
		}
	})
}

func FuzzPastedQuery(f *testing.F) {
	for _, seed := range []string{
		registered + "?code=c&state=S", "?code=c&state=S", "code=c&state=S", "localhost:8217/callback/xero?x",
		"http://[::1", "https://evil.example/ledgerlink?code=c&state=S", "\x00://\x00", "://", "?",
	} {
		f.Add(seed)
	}
	flow := &flow{Request: Request{RedirectURI: registered, Port: 8217, CallbackPath: "/callback/xero"}}
	f.Fuzz(func(t *testing.T, text string) {
		query, err := flow.pastedQuery(text)
		if err != nil {
			return
		}
		if !strings.Contains(text, query) {
			t.Fatalf("%q gives %q", text, query)
		}
		if scheme, rest, found := strings.Cut(text, "://"); found && !strings.Contains(scheme, "?") && !strings.Contains(scheme, "=") {
			host, _, _ := strings.Cut(rest, "/")
			if !strings.EqualFold(host, "example.com") && !strings.EqualFold(host, "localhost:8217") {
				t.Fatalf("%q is taken although it is of another place", text)
			}
		}
	})
}
