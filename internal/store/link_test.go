package store

import (
	"errors"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func TestReadingAnAbsentStoreFindsNothingAndMakesNothing(t *testing.T) {
	s := open(t, Options{Home: t.TempDir() + "/absent"})
	if all := get1[[]model.Connection](t)(storetest.Each(s).Connections("")); len(all) != 0 {
		t.Error(all)
	}
	for what, err := range map[string]error{
		"connection": second(storetest.Each(s).Connection(model.Key{Model: "a", Entity: "b"})), "sign-in": second(s.SignIn("x")),
		"app": second(s.App(ledger.Xero, "production")), "chart": second(storetest.Each(s).Chart(model.Key{Model: "a", Entity: "b"})),
		"series": second(storetest.Each(s).Series(model.Key{Model: "a", Entity: "b"}, ledger.Cash)), "options": second(storetest.Each(s).ImportOptions("a", model.COA)),
	} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Error(h)
	}
	if exists(s.home) {
		t.Error("reading made the folder")
	}
}

func second[T any](_ T, err error) error { return err }
