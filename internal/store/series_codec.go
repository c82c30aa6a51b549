package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// A series is written in columns, then deflated: organisation and basis; months;
// the lines' ids, names, classes and statements; the lines' amounts. Amounts are
// whole numbers of the ledger's smallest unit, balances as the step from the
// month before, so that a quiet account costs one byte a month before deflating.

const (
	// mixedPlaces marks a line whose amounts differ in their decimal places;
	// each then says its own.
	mixedPlaces = 0xff
	// lastMonth bounds what a record may claim: the year 9999.
	lastMonth = 9999*12 + 11
)

var (
	errRagged = errors.New("a line has another number of amounts than there are months")
	errOrder  = errors.New("the months are not in order")
)

// encodeSeries writes a series as a record.
func encodeSeries(s *model.Series) ([]byte, error) {
	body := appendText(nil, s.OrganisationID)
	body = appendText(body, string(s.Basis))
	body, err := appendMonths(body, s.Months)
	if err != nil {
		return nil, err
	}
	body = binary.AppendUvarint(body, uint64(len(s.Lines)))
	for _, text := range []func(ledger.Line) string{
		func(l ledger.Line) string { return l.AccountID },
		func(l ledger.Line) string { return l.Name },
		func(l ledger.Line) string { return string(l.Class) },
		func(l ledger.Line) string { return string(l.Statement) },
	} {
		for _, line := range s.Lines {
			body = appendText(body, text(line))
		}
	}
	for _, line := range s.Lines {
		if len(line.NetDebit) != len(s.Months) {
			return nil, fmt.Errorf("%q: %w", line.Name, errRagged)
		}
		if body, err = appendAmounts(body, line); err != nil {
			return nil, fmt.Errorf("%q: %w", line.Name, err)
		}
	}
	return framePacked(packedRows, body)
}

func appendText(body []byte, text string) []byte {
	return append(binary.AppendUvarint(body, uint64(len(text))), text...)
}

// appendMonths writes each month as the step from the one before.
func appendMonths(body []byte, months []model.MonthRead) ([]byte, error) {
	body = binary.AppendUvarint(body, uint64(len(months)))
	var before ledger.Month
	for _, m := range months {
		if m.Month <= before || m.Month > lastMonth {
			return nil, fmt.Errorf("%s after %s: %w", m.Month, before, errOrder)
		}
		body = binary.AppendVarint(body, int64(m.Month-before))
		body = appendText(body, m.ImportID)
		body = append(body, bit(m.Partial))
		before = m.Month
	}
	return body, nil
}

func bit(set bool) byte {
	if set {
		return 1
	}
	return 0
}

// appendAmounts writes a line's amounts with their decimal places.
func appendAmounts(body []byte, line ledger.Line) ([]byte, error) {
	places := byte(mixedPlaces)
	for i, amount := range line.NetDebit {
		if i == 0 {
			places = placesOf(amount)
		} else if places != placesOf(amount) {
			places = mixedPlaces
		}
	}
	body = append(body, places)
	var before int64
	for _, amount := range line.NetDebit {
		units, err := unitsOf(amount)
		if err != nil {
			return nil, err
		}
		if places == mixedPlaces {
			body = append(body, placesOf(amount))
		}
		body = binary.AppendVarint(body, units-before) // wraps around, and back when read
		if line.Statement == ledger.BalanceSheet {
			before = units
		}
	}
	return body, nil
}

// placesOf is an amount's decimal places, of which there are few.
func placesOf(amount ledger.Amount) byte { return byte(amount.Places()) } //nolint:gosec // 0 to 6

// unitsOf is an amount as a whole number of its smallest unit.
func unitsOf(amount ledger.Amount) (int64, error) {
	text, err := amount.MarshalText()
	if err != nil {
		return 0, err
	}
	if at := len(text) - amount.Places() - 1; amount.Places() > 0 {
		text = append(text[:at], text[at+1:]...)
	}
	return strconv.ParseInt(string(text), 10, 64)
}
