package ledger_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestParseAmountKeepsTheLedgersText(t *testing.T) {
	for _, text := range []string{"0.00", "0", "-0.01", "1234.50", "999999999999999999", "0.000001", "-28079.6"} {
		amount, err := ledger.ParseAmount(text)
		if err != nil || amount.String() != text {
			t.Errorf("%q became %q, %v", text, amount, err)
		}
	}
}

func TestParseAmountHasNoNegativeZero(t *testing.T) {
	if got := ledger.MustAmount("-0.00").String(); got != "0.00" {
		t.Error(got)
	}
}

func TestParseAmountRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{"", "-", ".", "1.", ".5", "+1", "1e3", "NaN", "Inf", "1,234.50", "(1.00)", "$1", "1.0000001", "--1", " 1", "1 ", "٣", "9999999999999999999"} {
		if amount, err := ledger.ParseAmount(text); err == nil {
			t.Errorf("%q was read as %s", text, amount)
		}
	}
}

func TestZeroAmountIsNothingWithTwoPlaces(t *testing.T) {
	var zero ledger.Amount
	if zero.String() != "0.00" || !zero.IsZero() || !zero.Valid() {
		t.Error(zero)
	}
}

func TestOverflowNeverTies(t *testing.T) {
	large := ledger.NewAmount(math.MaxInt64, 2)
	for name, amount := range map[string]ledger.Amount{
		"sum":    large.Add(ledger.MustAmount("0.01")),
		"places": large.Add(ledger.MustAmount("0.000001")),
		"sticky": large.Add(large).Sub(large).Sub(large),
	} {
		if amount.Valid() || amount.IsZero() || amount.Equal(amount) || amount.Within(amount, large) {
			t.Errorf("%s: an amount out of range passed for %s", name, amount)
		}
		if _, err := json.Marshal(amount); err == nil {
			t.Errorf("%s: an amount out of range was written", name)
		}
	}
}

func amounts() *rapid.Generator[ledger.Amount] {
	return rapid.Custom(func(t *rapid.T) ledger.Amount {
		return ledger.NewAmount(rapid.Int64Range(-1e12, 1e12).Draw(t, "units"), rapid.IntRange(0, 6).Draw(t, "places"))
	})
}

func rat(t *rapid.T, a ledger.Amount) *big.Rat {
	value, ok := new(big.Rat).SetString(a.String())
	if !ok {
		t.Fatalf("%s is no number", a)
	}
	return value
}

func TestArithmeticIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := amounts().Draw(t, "a"), amounts().Draw(t, "b")
		sum, difference := new(big.Rat).Add(rat(t, a), rat(t, b)), new(big.Rat).Sub(rat(t, a), rat(t, b))
		if rat(t, a.Add(b)).Cmp(sum) != 0 || rat(t, a.Sub(b)).Cmp(difference) != 0 {
			t.Fatalf("%s, %s: %s and %s", a, b, a.Add(b), a.Sub(b))
		}
		if a.Equal(b) != (rat(t, a).Cmp(rat(t, b)) == 0) || a.Sign() != rat(t, a).Sign() {
			t.Fatalf("%s compared with %s", a, b)
		}
		if a.Within(b, ledger.Tolerance()) != (new(big.Rat).Abs(difference).Cmp(big.NewRat(1, 100)) <= 0) {
			t.Fatalf("%s within a cent of %s", a, b)
		}
		if a.Add(b).Places() != max(a.Places(), b.Places()) {
			t.Fatal("places lost")
		}
	})
}

func TestAmountSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := amounts().Draw(t, "a")
		text, err := json.Marshal(a)
		if err != nil || string(text) != strconv.Quote(a.String()) {
			t.Fatalf("%s was written as %s, %v", a, text, err)
		}
		var back ledger.Amount
		if err := json.Unmarshal(text, &back); err != nil || back != a {
			t.Fatalf("%s came back as %s, %v", a, back, err)
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	f.Add("-1234.50")
	f.Add("999999999999999999.999999")
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := ledger.ParseAmount(text)
		if err != nil {
			return
		}
		value, ok := new(big.Rat).SetString(text)
		if !ok || value.FloatString(6) != mustRat(t, amount.String()).FloatString(6) {
			t.Fatalf("%q was read as %s", text, amount)
		}
	})
}

func mustRat(t *testing.T, text string) *big.Rat {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return value
}
