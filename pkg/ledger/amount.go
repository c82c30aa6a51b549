package ledger

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxPlaces is the most decimal places an Amount can carry. Ledgers use 0 to 4.
const maxPlaces = 6

// ErrAmount is wrapped by every error that ParseAmount returns.
var ErrAmount = errors.New("not an amount")

// Amount is an exact decimal amount of money in the ledger's own currency and
// with the ledger's own number of decimal places. The zero Amount is 0.00.
//
// Arithmetic that leaves the range of an Amount (18 digits) yields an amount
// that is not Valid and stays so through every later operation. Such an amount
// never ties to anything, so a proof that meets one fails.
type Amount struct {
	units   int64 // the amount in units of 10^-places
	places  int8  // decimal places minus 2, so that the zero value reads 0.00
	invalid bool
}

// NewAmount returns units × 10^-places, e.g. NewAmount(-1250, 2) is -12.50.
func NewAmount(units int64, places int) Amount {
	if places < 0 || places > maxPlaces {
		return Amount{invalid: true}
	}
	return Amount{units: units, places: int8(places - 2)}
}

// ParseAmount reads a plain decimal such as "-1234.50". It takes an optional
// sign, digits and at most six decimal places, and refuses everything else:
// empty text, exponents, thousands separators, NaN. The places are kept.
func ParseAmount(text string) (Amount, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if whole == "" || (dotted && fraction == "") || len(fraction) > maxPlaces {
		return Amount{}, fmt.Errorf("%w: %q", ErrAmount, text)
	}
	var units int64
	for _, part := range [2]string{whole, fraction} {
		for i := range len(part) {
			digit := part[i] - '0'
			if digit > 9 || units > (math.MaxInt64-9)/10 {
				return Amount{}, fmt.Errorf("%w: %q", ErrAmount, text)
			}
			units = units*10 + int64(digit)
		}
	}
	if negative {
		units = -units
	}
	return NewAmount(units, len(fraction)), nil
}

// MustAmount is ParseAmount for constants and tests; it panics on bad text.
func MustAmount(text string) Amount {
	amount, err := ParseAmount(text)
	if err != nil {
		panic(err)
	}
	return amount
}

// Units returns the amount in units of 10^-Places, so that
// NewAmount(a.Units(), a.Places()) equals a. It is meaningless for an amount
// that is not Valid.
func (a Amount) Units() int64 { return a.units }

// Places returns the number of decimal places the amount is written with.
func (a Amount) Places() int { return int(a.places) + 2 }

// Valid reports whether the amount is in range: arithmetic has not left it.
func (a Amount) Valid() bool { return !a.invalid }

// IsZero reports whether the amount is valid and zero, whatever its places.
func (a Amount) IsZero() bool { return !a.invalid && a.units == 0 }

// Sign returns -1, 0 or 1.
func (a Amount) Sign() int {
	switch {
	case a.units < 0:
		return -1
	case a.units > 0:
		return 1
	}
	return 0
}

// Neg returns -a; zero has no sign.
func (a Amount) Neg() Amount {
	if a.units == math.MinInt64 {
		return Amount{invalid: true}
	}
	a.units = -a.units
	return a
}

// Abs returns the amount without its sign.
func (a Amount) Abs() Amount {
	if a.units < 0 {
		return a.Neg()
	}
	return a
}

// Add returns a + b with the larger number of places of the two.
func (a Amount) Add(b Amount) Amount {
	a, b = align(a, b)
	if a.invalid || b.invalid {
		return Amount{invalid: true}
	}
	sum := a.units + b.units
	if (sum > a.units) != (b.units > 0) && b.units != 0 {
		return Amount{invalid: true}
	}
	a.units = sum
	return a
}

// Sub returns a - b with the larger number of places of the two.
func (a Amount) Sub(b Amount) Amount { return a.Add(b.Neg()) }

// Equal reports whether both are valid and of the same value; 1.5 equals 1.50.
func (a Amount) Equal(b Amount) bool {
	a, b = align(a, b)
	return !a.invalid && !b.invalid && a.units == b.units
}

// Within reports whether a and b are valid and no further apart than tolerance.
func (a Amount) Within(b, tolerance Amount) bool {
	difference, limit := align(a.Sub(b).Abs(), tolerance)
	return !difference.invalid && !limit.invalid && difference.units <= limit.units
}

// String returns a plain decimal with the amount's own places: "-1234.50".
func (a Amount) String() string {
	if a.invalid {
		return "out of range"
	}
	places := a.Places()
	text := strconv.FormatInt(a.units, 10)
	if places == 0 {
		return text
	}
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	if missing := places + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	return sign + text[:len(text)-places] + "." + text[len(text)-places:]
}

// MarshalText writes the amount as String does, so JSON holds a string. An
// amount out of range is an error: it must never reach a file.
func (a Amount) MarshalText() ([]byte, error) {
	if a.invalid {
		return nil, fmt.Errorf("%w: out of range", ErrAmount)
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (a *Amount) UnmarshalText(text []byte) error {
	parsed, err := ParseAmount(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// Sum returns the sum of amounts; that of none is 0.00.
func Sum(amounts ...Amount) Amount {
	var total Amount
	for _, amount := range amounts {
		total = total.Add(amount)
	}
	return total
}

// align brings both amounts to the larger number of places of the two.
func align(a, b Amount) (Amount, Amount) {
	return a.rescale(b.places), b.rescale(a.places)
}

func (a Amount) rescale(places int8) Amount {
	for a.places < places {
		if a.units > math.MaxInt64/10 || a.units < math.MinInt64/10 {
			return Amount{invalid: true, places: places}
		}
		a.units *= 10
		a.places++
	}
	return a
}
