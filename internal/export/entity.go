package export

import (
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Entity is one entity as a file shows it: its last imported values, and what its
// accounts are in the model, by account id.
type Entity struct {
	*model.EntityState
	Mappings map[string]mapping.Mapping
}

// Actuals is what an actuals file holds: the amounts of entities in the months
// of a range, on one basis.
type Actuals struct {
	Entities []Entity
	Range    ledger.Range
	Basis    ledger.Basis
	Several  bool // the model has several entities: series names carry theirs
}

// line is a line of an entity's series as a file shows it.
type line struct {
	*ledger.Line              // NetDebit has the months that window says
	window       model.Window // of the file's months
	entity       *Entity
	account      ledger.Account // its currency is not used: amounts are in the organisation's
	mapping      mapping.Mapping
}

// read reports whether the nth month of the file was ever read.
func (l *line) read(n int) bool { return l.window[n] >= 0 }

// partial reports whether the nth month of the file was running when it was read.
func (l *line) partial(n int) bool {
	return l.read(n) && l.entity.Series.Months[l.window[n]].Partial
}

// netDebit returns the amount of the nth month of the file, debit minus credit.
func (l *line) netDebit(n int) ledger.Amount { return l.NetDebit[l.window[n]] }

// amount returns the amount of the nth month of the file in the natural sign of
// the account's class.
func (l *line) amount(n int) ledger.Amount { return l.account.Class.Natural(l.netDebit(n)) }

// lines returns the lines of all entities that are not zero in all months.
func (a Actuals) lines() []line {
	var lines []line
	for i := range a.Entities {
		entity := &a.Entities[i]
		if entity.Series == nil {
			continue
		}
		window, accounts := entity.Series.Window(a.Range), entity.Accounts()
		for n := range entity.Series.Lines {
			of := &entity.Series.Lines[n]
			if !window.IsZero(of) {
				lines = append(lines, line{of, window, entity, model.AccountOf(of, accounts), entity.Mappings[of.AccountID]})
			}
		}
	}
	return lines
}
