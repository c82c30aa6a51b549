package export

import (
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// File is a file that was written.
type File struct {
	Kind   model.ImportKind
	Import string // id of the import its rows come from
	Path   string // "-" for standard output
	Format Format
	Rows   int // data rows
	SHA256 string
}

// Summary says what a file has of one entity.
type Summary struct {
	Key           model.Key
	Provider      ledger.Provider
	Environment   string
	Organisation  ledger.Organisation
	Accounts      int                          // in the chart
	Archived      int                          // of these
	Lines         int                          // lines with an amount in the file's months
	Unconfirmed   []mapping.UnconfirmedAccount // the largest exposure first
	NotInChart    []ledger.Account             // with amounts: kept, without code and type
	LockedThrough ledger.Month                 // the model's own lock, or no month
	Discarded     string                       // organisation whose values were discarded: the entity is connected to another one now
}

// Summary counts what a file of the months has of the entity.
func (e *Entity) Summary(months ledger.Range) Summary {
	s := Summary{
		Key: e.Key, Provider: e.Provider, Environment: e.Environment, Organisation: e.Organisation,
		LockedThrough: e.LockedThrough, Discarded: e.Discarded,
		Unconfirmed: mapping.Unconfirmed(e.EntityState, e.Mappings, months),
		NotInChart:  e.AccountsNotInChart(months),
	}
	if e.Chart != nil {
		s.Accounts = len(e.Chart.Accounts)
		for i := range e.Chart.Accounts {
			if e.Chart.Accounts[i].Status == ledger.Archived {
				s.Archived++
			}
		}
	}
	if e.Series != nil {
		window := e.Series.Window(months)
		for i := range e.Series.Lines {
			if !window.IsZero(&e.Series.Lines[i]) {
				s.Lines++
			}
		}
	}
	return s
}
