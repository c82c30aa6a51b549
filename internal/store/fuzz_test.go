package store

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.etcd.io/bbolt"

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

// FuzzSeries checks that a series that can be read is written the same way again.
func FuzzSeries(f *testing.F) {
	for _, s := range []*model.Series{{}, large(3, 4), {Months: []model.MonthRead{{Month: 24300, ImportID: "i", Partial: true}}, Lines: []ledger.Line{{NetDebit: []ledger.Amount{ledger.NewAmount(5, 0)}}}}} {
		data, err := json.Marshal(recordOf(s))
		ok(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var record seriesRecord
		if json.Unmarshal(data, &record) == nil {
			wantSameAgain(t)(record.series())
		}
	})
}

// FuzzSeriesV2 leaves out checksum and packing, which would stop the fuzzer at
// the door, and checks that what can be read is written by this version.
func FuzzSeriesV2(f *testing.F) {
	f.Add(goldenSeriesV2(f))
	f.Fuzz(func(t *testing.T, body []byte) { wantSameAgain(t)(readColumns(body)) })
}

func wantSameAgain(t *testing.T) func(*model.Series, error) {
	return func(s *model.Series, err error) {
		if err != nil {
			if !errors.Is(err, errRecord) {
				t.Fatal(err)
			}
			return
		}
		again, err := recordOf(s).series()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, again, sameAmount, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// goldenSeriesV2 returns the columns of the series in the store of version 2.
func goldenSeriesV2(t testing.TB) []byte {
	var body []byte
	ok(t, openFile(filepath.Join("testdata", "v2", fileName), false, time.Second, func(tx *bbolt.Tx) error {
		for _, data := range scanPrefix(tx, seriesTable, "") {
			_, unpacked, err := unframe(data)
			body = unpacked
			return err
		}
		return errors.New("there is no series")
	}))
	return body
}
