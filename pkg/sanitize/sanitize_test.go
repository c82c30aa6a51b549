package sanitize_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

func TestRedact(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"words stay":           {"The supplied timeframe must be 'MONTH'.", "The supplied timeframe must be 'MONTH'."},
		"scopes stay":          {"needs accounting.reports.profitandloss.read", "needs accounting.reports.profitandloss.read"},
		"the secret goes":      {"Token expired: short", "Token expired: …"},
		"what looks like one":  {"Token expired: AB01601390262kxzxOlnHYdhtEVRX", "Token expired: …"},
		"even without a digit": {"Token " + strings.Repeat("abcdefgh", 5), "Token …"},
		"lines are joined":     {"one\r\n two\tthree\x1b[31m", "one two three [31m"},
		"direction stays":      {"safe\u202etxt", "safetxt"},
		"nothing hides it":     {"Token expired: sh\u202eort", "Token expired: …"},
		"bad text goes":        {"a\xffb\ufffdc", "abc"},
	} {
		if got := sanitize.Redact(test.text, "short", ""); got != test.want {
			t.Errorf("%s: %q became %q, want %q", name, test.text, got, test.want)
		}
	}
}

func TestLineKeepsLongNames(t *testing.T) {
	if name := "Sales-Export-2024-NZD-zero-rated"; sanitize.Line(name) != name {
		t.Error(sanitize.Line(name))
	}
	if got := sanitize.Line(strings.Repeat("x", 400)); len([]rune(got)) != 301 {
		t.Error(len(got))
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("Token expired: AB01\x00", "AB01")
	f.Fuzz(func(t *testing.T, text, secret string) {
		got := sanitize.Redact(text, secret)
		if len(secret) > 3 && !strings.Contains(secret, "…") && strings.Contains(got, secret) {
			t.Errorf("%q holds the secret %q", got, secret)
		}
		if strings.ContainsFunc(got, unicode.IsControl) || len([]rune(got)) > 301 {
			t.Errorf("%q is not fit for a line", got)
		}
	})
}
