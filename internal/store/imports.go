package store

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ImportKind says what an import wrote.
type ImportKind string

// The kinds.
const (
	COA     ImportKind = "coa"
	Actuals ImportKind = "actuals"
)

// Import is one entry of a model's history: one run that wrote one file.
type Import struct {
	ID          string // see NewImportID
	Model       string
	Kind        ImportKind
	ToolVersion string
	StartedAt   time.Time
	FinishedAt  time.Time
	Entities    []ImportEntity
	Basis       ledger.Basis // of actuals
	Range       ledger.Range // of actuals
	Layout      string       // of actuals
	Format      string       // csv or json
	Rows        int          // data rows of the file
	Changes     int          // earlier amounts that are now another
	Calls       int
	Ties        bool
	File        string // as given with -o; "-" is standard output
	SHA256      string // of the file, hexadecimal
	User        string // only if the user allows
	Host        string // only if the user allows
}

// ImportEntity is what an import did for one entity.
type ImportEntity struct {
	Entity         string
	Provider       ledger.Provider
	Environment    string
	OrganisationID string
	Organisation   string
	Currency       string
	Demo           bool
	Calls          int
	RequestIDs     []string
	Checks         []ledger.Check
	Stale          bool   // its rows came from memory because reading it failed
	Error          string // why; never a secret
}

// ImportOptions is how a model's last import of a kind was asked for, so that
// refresh can repeat it.
type ImportOptions struct {
	Kind            ImportKind
	Entity          string       // empty: all entities
	IncludeArchived bool         // of coa
	Range           ledger.Range // of actuals, as it was worked out
	Fixed           bool         // of actuals: --to named a month, so the range does not roll on
	ToCurrent       bool         // of actuals: up to the running month
	Basis           ledger.Basis
	Layout          string
	Format          string
	File            string
}

// NewImportID makes the id of an import that starts now: the UTC time and a few
// random letters, e.g. 20261121-191503-k4vq.
func NewImportID(now time.Time) string {
	return now.UTC().Format("20060102-150405-") + strings.ToLower(rand.Text()[:4])
}

// Imports is as Reader.Imports, on its own.
func (s *Store) Imports(model string) ([]Import, error) {
	return read(s, func(r *Reader) ([]Import, error) { return r.Imports(model) })
}

// Imports is a model's history, in the order in which it was remembered.
func (r *Reader) Imports(model string) ([]Import, error) {
	return list[Import](r.tx, importsTable, model+"/")
}

// AddImport adds to a model's history. An entity that was read from a production
// organisation that is no demo company gets its production history by it.
func (w *Writer) AddImport(i Import) error {
	for _, e := range i.Entities {
		if e.Environment != "production" || e.Demo || e.Stale {
			continue
		}
		if err := w.markProduction(Key{i.Model, e.Entity}, i.ID); err != nil {
			return err
		}
	}
	next, err := recordsOf(w.tx).NextSequence()
	if err != nil {
		return err
	}
	return put(w.tx, importsTable, fmt.Sprintf("%s/%016x", i.Model, next), i)
}

func (w *Writer) markProduction(key Key, importID string) error {
	marked, err := get(w.tx, productionTable, key.record(), new(string))
	if err != nil || marked {
		return err
	}
	return put(w.tx, productionTable, key.record(), importID)
}

// ImportOptions is as Reader.ImportOptions, on its own.
func (s *Store) ImportOptions(model string, kind ImportKind) (ImportOptions, error) {
	return read(s, func(r *Reader) (ImportOptions, error) { return r.ImportOptions(model, kind) })
}

// ImportOptions is how the model's last import of a kind was asked for, or
// ErrNotFound.
func (r *Reader) ImportOptions(model string, kind ImportKind) (ImportOptions, error) {
	var o ImportOptions
	found, err := get(r.tx, optionsTable, model+"/"+string(kind), &o)
	if err == nil && !found {
		err = missing(fmt.Sprintf("an import %s of %s", kind, model))
	}
	return o, err
}

// SetImportOptions remembers how an import of a model was asked for.
func (w *Writer) SetImportOptions(model string, o ImportOptions) error {
	return put(w.tx, optionsTable, model+"/"+string(o.Kind), o)
}
