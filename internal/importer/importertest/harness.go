// Package importertest imports from books in place of providers, for tests.
package importertest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/store/memstore"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// T is what tests, benchmarks and rapid properties have in common.
type T interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// Harness is an importer with a store in memory and connections whose ledgers are
// books.
type Harness struct {
	*importer.Importer
	Store    *memstore.Store
	Time     time.Time // now
	Ledgers  map[model.Key]*Ledger
	Progress []importer.Progress

	t      T
	folder string
}

// Main returns the connection of the model acme with one entity.
func Main() model.Key { return Key(model.MainEntity) }

// Key returns the connection of an entity of the model acme.
func Key(entity string) model.Key { return model.Key{Model: "acme", Entity: entity} }

// New returns a harness that writes files into a folder. It is 21 November 2026.
func New(t T, folder string) *Harness {
	t.Helper()
	h := &Harness{
		Time:    time.Date(2026, time.November, 21, 9, 30, 0, 0, time.UTC),
		Ledgers: map[model.Key]*Ledger{}, t: t, folder: folder,
	}
	h.Store = memstore.New(h.Now)
	h.Importer = &importer.Importer{
		Store: h.Store, Now: h.Now, Version: "v1.2.3",
		Open: func(c model.Connection, observe func(readonly.Call)) (importer.Reader, error) {
			return h.Ledgers[c.Key].reader(observe), nil
		},
		Planned: func(ledger.Organisation, *ledger.Request) int { return 1 },
		Types:   providers.All().AccountTypes,
		Observe: func(p importer.Progress) { h.Progress = append(h.Progress, p) },
	}
	return h
}

// Now returns the harness's time.
func (h *Harness) Now() time.Time { return h.Time }

// Connect connects an entity of the model acme to books.
func (h *Harness) Connect(entity string, b *books.Books) *Ledger {
	h.t.Helper()
	key := Key(entity)
	organisation := b.Organisation()
	err := h.Store.Link(model.Connection{
		Key: key, Provider: organisation.Provider, Environment: "production", Organisation: organisation,
	}, model.SignIn{
		Provider: organisation.Provider, Environment: "production", ClientID: "app", Subject: "somebody " + entity,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.Ledgers[key] = &Ledger{Books: b}
	return h.Ledgers[key]
}

// Of returns the ledger of an entity.
func (h *Harness) Of(entity string) *Ledger {
	return h.Ledgers[Key(entity)]
}

// Path returns the path of a file in the harness's folder.
func (h *Harness) Path(name string) string { return filepath.Join(h.folder, name) }

// To returns a file in the harness's folder as a target.
func (h *Harness) To(name string) export.Target { return export.Target{Path: h.Path(name)} }

// File returns the content of a file in the harness's folder.
func (h *Harness) File(name string) string {
	h.t.Helper()
	data, err := os.ReadFile(h.Path(name))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(data)
}

// Actuals asks for the months of a range in actuals.csv.
func (h *Harness) Actuals(months ledger.Range) importer.ActualsOptions {
	return importer.ActualsOptions{
		Model: Main().Model, Months: model.Months{From: months.From, To: months.To}, Basis: ledger.Accrual, Layout: export.Long,
		File: h.To("actuals.csv"),
	}
}

// MustImport imports actuals and must succeed.
func (h *Harness) MustImport(o importer.ActualsOptions) *importer.Result {
	h.t.Helper()
	result, err := h.ImportActuals(context.Background(), o)
	if err != nil {
		h.t.Fatal(err)
	}
	return result
}

// Update changes the store and must succeed.
func (h *Harness) Update(write func(model.Writer) error) {
	h.t.Helper()
	if err := h.Store.Update(write); err != nil {
		h.t.Fatal(err)
	}
}

// Export returns the long actuals file of a range, or of the last import if the
// range is empty, as made from the last imported values.
func (h *Harness) Export(o history.ActualsOptions) (string, error) {
	var out bytes.Buffer
	o.Model, o.Today, o.Types = Main().Model, ledger.DateOf(h.Time), providers.All().AccountTypes
	o.Basis, o.Layout = cmp.Or(o.Basis, ledger.Accrual), cmp.Or(o.Layout, export.Long)
	o.File.Path, o.File.Stdout = export.StandardOutput, &out
	_, err := history.ExportActuals(context.Background(), h.Store, o)
	return out.String(), err
}

// Imports returns the imports that wrote a file.
func (h *Harness) Imports() []model.Import {
	h.t.Helper()
	imports, err := history.Imports(h.Store, Main().Model, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return imports
}

// Lock locks the months of an entity, or unlocks them if through is none.
func (h *Harness) Lock(key model.Key, through ledger.Month) {
	h.t.Helper()
	h.Update(func(w model.Writer) error { return w.SetMonthLock(key, h.Time, through, "the board saw it") })
}

// WantError returns the error of a type in the chain of err, whose text must hold
// some words.
func WantError[E error](t T, err error, words ...string) E {
	t.Helper()
	found, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("error %v (%T), want a %T", err, err, found)
	}
	for _, text := range words {
		if !strings.Contains(err.Error(), text) {
			t.Fatalf("error %q does not say %q", err, text)
		}
	}
	return found
}
