package restatement

import (
	"errors"
	"maps"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// remembered tells all that a store remembers of a model, without the ids of
// imports and without times.
func remembered(home, name string, tell func(format string, values ...any)) error {
	kept, err := store.Open(store.Options{Home: home, KeyChoice: store.KeyFile})
	if err != nil {
		return err
	}
	return kept.View(func(r model.Reader) error {
		connections, err := r.Connections(name)
		if err != nil {
			return err
		}
		for _, c := range connections {
			if err := rememberedOf(r, c.Key, tell); err != nil {
				return err
			}
			tell("last chart %v, last actuals %v", c.LastCOA != nil, c.LastActuals != nil)
		}
		return rememberedRuns(r, name, tell)
	})
}

func rememberedOf(r model.Reader, key model.Key, tell func(format string, values ...any)) error {
	chart, err := r.Chart(key)
	if err == nil {
		tell("%s chart %+v", key, chart.Accounts)
		tell("%s notes %+v", key, chart.Notes)
	} else if !errors.Is(err, model.ErrNotFound) {
		return err
	}
	for _, basis := range []ledger.Basis{ledger.Accrual, ledger.Cash} {
		series, err := r.Series(key, basis)
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, month := range series.Months {
			tell("%s %s month %s %v", key, basis, month.Month, month.Partial)
		}
		for _, line := range series.Lines {
			tell("%s %s line %+v", key, basis, line)
		}
	}
	decisions, err := r.Decisions(key)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(decisions)) {
		said := decisions[id]
		tell("%s decision %s %s %s %s %s", key, id, said.VariableType, said.Category, said.Subcategory, said.Branch)
	}
	lock, err := r.MonthLock(key)
	tell("%s lock %s", key, lock.Through)
	return err
}

// rememberedRuns tells the history, the changes and how the files were asked for.
func rememberedRuns(r model.Reader, name string, tell func(format string, values ...any)) error {
	imports, err := r.Imports(name)
	if err != nil {
		return err
	}
	for _, entry := range imports {
		tell("import %s %s %s %d rows %d changes %s %s", entry.Kind, entry.Range, entry.Basis, entry.Rows, entry.Changes, entry.File, entry.SHA256)
		changes, err := r.Changes(name, entry.ID)
		if err != nil {
			return err
		}
		for _, c := range changes {
			tell("change %s %s %s %s %s %s %v", c.Entity, c.AccountID, c.Statement, c.Month, c.Old, c.New, c.Held)
		}
	}
	for _, kind := range []model.ImportKind{model.COA, model.Actuals} {
		options, err := r.ImportOptions(name, kind)
		if err != nil && !errors.Is(err, model.ErrNotFound) {
			return err
		}
		tell("options %+v", options)
	}
	return nil
}
