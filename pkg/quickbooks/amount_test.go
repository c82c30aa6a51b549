package quickbooks

import "testing"

func TestParseAmount(t *testing.T) {
	for text, want := range map[string]string{
		"": "0.00", "  ": "0.00", "0": "0", "0.00": "0.00", "1234.50": "1234.50", "-1234.50": "-1234.50",
		"1,234.50": "1234.50", "(1,234.50)": "-1234.50", "$5.00": "5.00", "-$5.00": "-5.00", "$-5.00": "-5.00",
		"($5.00)": "-5.00", "5.00-": "-5.00", ".50": "0.50", "1.2345": "1.2345", "-0.00": "0.00",
		"123456789012345678": "123456789012345678",
	} {
		if got, err := parseAmount([]byte(text)); err != nil || got.String() != want {
			t.Errorf("%q is %s (%v), want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"x", "-", "()", "$", "1.", ".", "1.2.3", "1e5", "NaN", "--1", "(-1)", "1,2.3,4", "12%", "1234567890123456789", "1.1234567", ",1", "1 2"} {
		if got, err := parseAmount([]byte(text)); err == nil {
			t.Errorf("%q was taken for %s", text, got)
		}
	}
}
