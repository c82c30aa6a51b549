package store

import (
	"errors"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func FuzzRecord(f *testing.F) {
	small, err := encodeRecord(model.Connection{Key: model.Key{Model: "a", Entity: "b"}})
	ok(f, err)
	long, err := encodeRecord(make([]model.Connection, 10))
	ok(f, err)
	for _, seed := range [][]byte{small, long, nil, frame(packedJSON, []byte{1, 2, 3})} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var all []model.Connection
		if err := decodeRecord(data, &all); err != nil && !errors.Is(err, errRecord) {
			t.Fatal(err)
		}
	})
}

// FuzzSeries leaves out checksum and packing, which would stop the fuzzer at
// the door, and checks that what can be read is written the same way again.
func FuzzSeries(f *testing.F) {
	for _, s := range []*model.Series{{}, large(3, 4), {Months: []model.MonthRead{{Month: 24300, ImportID: "i", Partial: true}}, Lines: []ledger.Line{{NetDebit: []ledger.Amount{ledger.NewAmount(5, 0)}}}}} {
		data, err := encodeSeries(s)
		ok(f, err)
		_, body, err := unframe(data)
		ok(f, err)
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := readSeries(body)
		if err != nil {
			if !errors.Is(err, errRecord) {
				t.Fatal(err)
			}
			return
		}
		data, err := encodeSeries(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := decodeSeries(data)
		if err != nil || len(again.Lines) != len(s.Lines) || len(again.Months) != len(s.Months) {
			t.Fatalf("written and read again: %v", err)
		}
	})
}
