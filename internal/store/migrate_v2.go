package store

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Version 2 had a kind of record of its own for series: columns, deflated, in the
// order organisation and basis; months; the lines' ids, names, classes and
// statements; the lines' amounts. Amounts are whole numbers of 10^-places,
// balances as the step from the month before.
const (
	packedRows = 3
	// mixedPlaces marks a line whose amounts differ in their decimal places;
	// each then says its own.
	mixedPlaces = 0xff
	// lastMonth bounds what a record may claim: December 9999.
	lastMonth = 9999*12 + 11
)

// rewriteSeries brings version 2 to 3: series become records like every other.
func rewriteSeries(tx *bbolt.Tx) error {
	converted := map[string]*model.Series{}
	for key, data := range scanPrefix(tx, seriesTable, "") {
		series, err := decodeSeriesV2(data)
		if err != nil {
			return damageAt(seriesTable, key, err)
		}
		converted[key] = series
	}
	for key, series := range converted {
		if err := put(tx, seriesTable, key, recordOf(series)); err != nil {
			return err
		}
	}
	return nil
}

// decodeSeriesV2 reads a series as version 2 wrote it. Its errors wrap errRecord.
func decodeSeriesV2(data []byte) (*model.Series, error) {
	kind, body, err := unframe(data)
	if err != nil {
		return nil, err
	}
	if kind != packedRows {
		return nil, fmt.Errorf("%w: unknown kind %d", errRecord, kind)
	}
	return readColumns(body)
}

func readColumns(body []byte) (*model.Series, error) {
	c := &column{rest: body}
	s := &model.Series{OrganisationID: c.text(), Basis: ledger.Basis(c.text())}
	s.Months = c.months()
	lines := c.count(len(c.rest))
	s.Lines = make([]ledger.Line, lines)
	for _, set := range []func(*ledger.Line, string){
		func(l *ledger.Line, text string) { l.AccountID = text },
		func(l *ledger.Line, text string) { l.Name = text },
		func(l *ledger.Line, text string) { l.Class = ledger.Class(text) },
		func(l *ledger.Line, text string) { l.Statement = ledger.Statement(text) },
	} {
		for i := range s.Lines {
			set(&s.Lines[i], c.text())
		}
	}
	if lines*len(s.Months) > len(c.rest) {
		c.fail() // every amount takes a byte at least
	}
	for i := range s.Lines {
		s.Lines[i].NetDebit = c.amounts(len(s.Months), s.Lines[i].Statement)
	}
	if c.broken || len(c.rest) > 0 {
		return nil, fmt.Errorf("%w: its columns do not add up", errRecord)
	}
	return s, nil
}

// column reads a record from front to back. After the first thing that makes no
// sense it is broken and yields nothing more.
type column struct {
	rest   []byte
	broken bool
}

func (c *column) fail() { c.rest, c.broken = nil, true }

func (c *column) number() uint64 {
	value, size := binary.Uvarint(c.rest)
	if size <= 0 {
		c.fail()
		return 0
	}
	c.rest = c.rest[size:]
	return value
}

func (c *column) signed() int64 {
	value, size := binary.Varint(c.rest)
	if size <= 0 {
		c.fail()
		return 0
	}
	c.rest = c.rest[size:]
	return value
}

func (c *column) count(most int) int {
	value := c.number()
	if value > uint64(max(0, most)) {
		c.fail()
		return 0
	}
	return int(value) //nolint:gosec // at most most
}

func (c *column) byte() byte {
	if len(c.rest) == 0 {
		c.fail()
		return 0
	}
	value := c.rest[0]
	c.rest = c.rest[1:]
	return value
}

func (c *column) text() string {
	size := c.count(len(c.rest))
	if c.broken || size > len(c.rest) {
		c.fail()
		return ""
	}
	text := string(c.rest[:size])
	c.rest = c.rest[size:]
	return text
}

func (c *column) months() []model.MonthRead {
	months := make([]model.MonthRead, 0, min(c.count(lastMonth), len(c.rest)))
	var month int64
	for len(months) < cap(months) && !c.broken {
		step := c.signed()
		if step < 1 || step > lastMonth-month {
			c.fail()
		}
		month += step
		note := model.MonthRead{Month: ledger.Month(month), ImportID: c.text(), Partial: c.byte() == 1} //nolint:gosec // at most lastMonth
		months = append(months, note)
	}
	return months
}

func (c *column) amounts(months int, statement ledger.Statement) []ledger.Amount {
	if c.broken {
		return nil
	}
	amounts := make([]ledger.Amount, months)
	shared := c.byte()
	var units int64
	for i := range amounts {
		places := shared
		if shared == mixedPlaces {
			places = c.byte()
		}
		if statement == ledger.BalanceSheet {
			units += c.signed()
		} else {
			units = c.signed()
		}
		amounts[i] = ledger.NewAmount(units, int(places))
		if !amounts[i].Valid() {
			c.fail()
		}
	}
	return amounts
}
