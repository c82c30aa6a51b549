package quickbooks

import (
	"bytes"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// parseAmount reads a cell of a report. An empty cell is zero: the account has no
// entries. Besides plain decimals it takes what exports of reports hold
// (observed): thousands separators, a dollar sign, and brackets or a trailing
// minus for a negative. The error wraps ledger.ErrAmount.
func parseAmount(text []byte) (ledger.Amount, error) {
	digits := bytes.TrimSpace(text)
	if len(digits) == 0 {
		return ledger.Amount{}, nil
	}
	digits, negative := unsigned(digits)
	var units int64
	places, count := -1, 0
	for _, b := range digits {
		switch {
		case b >= '0' && b <= '9' && count < 18:
			units = units*10 + int64(b-'0')
			count++
			if places >= 0 {
				places++
			}
		case b == '.' && places < 0:
			places = 0
		case b == ',' && places < 0 && count > 0:
		default:
			return ledger.Amount{}, notAnAmount(text)
		}
	}
	if negative {
		units = -units
	}
	amount := ledger.NewAmount(units, max(places, 0))
	if count == 0 || places == 0 || !amount.Valid() {
		return ledger.Amount{}, notAnAmount(text)
	}
	return amount, nil
}

// unsigned returns the text without its sign and dollar sign, and reports whether
// it was negative.
func unsigned(text []byte) (digits []byte, negative bool) {
	if len(text) > 1 && text[0] == '(' && text[len(text)-1] == ')' {
		text, negative = text[1:len(text)-1], true
	}
	for len(text) > 0 {
		switch text[0] {
		case '-':
			if negative {
				return nil, true
			}
			negative = true
		case '$':
		default:
			if last := len(text) - 1; text[last] == '-' && !negative {
				return text[:last], true
			}
			return text, negative
		}
		text = text[1:]
	}
	return nil, negative
}

func notAnAmount(text []byte) error {
	return fmt.Errorf("%w: %.40q", ledger.ErrAmount, text)
}
