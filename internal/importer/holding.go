package importer

import (
	"errors"
	"slices"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// holding is what is known of one entity when a file is written: what is in
// memory, with what was read now taken into it.
type holding struct {
	model.Connection
	reading   *reading      // nil where the entity was not asked
	chart     *model.Chart  // nil where there is none in memory
	series    *model.Series // nil where there is none in memory
	decisions map[string]mapping.Decision
	lock      ledger.Month
	changes   []model.Change
	setAside  string                     // organisation whose memory was set aside
	mapped    map[string]mapping.Mapping // see mappings
}

// hold loads an entity from memory; the amounts on the basis, if there is one.
func hold(r model.Reader, c model.Connection, basis ledger.Basis) (*holding, error) {
	h := &holding{Connection: c}
	var err error
	if h.chart, err = optional(r.Chart(c.Key)); err != nil {
		return nil, err
	}
	if basis != "" {
		if h.series, err = optional(r.Series(c.Key, basis)); err != nil {
			return nil, err
		}
	}
	lock, err := r.MonthLock(c.Key)
	if err != nil {
		return nil, err
	}
	h.lock = lock.Through
	decided, err := r.Decisions(c.Key)
	if err != nil {
		return nil, err
	}
	h.decisions = make(map[string]mapping.Decision, len(decided))
	for id, d := range decided {
		h.decisions[id] = mapping.Decision{Type: mapping.Type(d.VariableType), Category: d.Category, Subcategory: d.Subcategory, Branch: d.Branch}
	}
	h.dropStrangers()
	return h, nil
}

// optional makes nothing of a record that is not there.
func optional[T any](record *T, err error) (*T, error) {
	if errors.Is(err, model.ErrNotFound) {
		return nil, nil
	}
	return record, err
}

// dropStrangers sets aside what was read from another organisation than the one
// the entity is linked to now: the two never mix.
func (h *holding) dropStrangers() {
	if h.chart != nil && h.chart.Organisation.ID != h.Organisation.ID {
		h.setAside, h.chart = h.chart.Organisation.Name, nil
	}
	if h.series != nil && h.series.OrganisationID != h.Organisation.ID {
		h.series = nil
	}
}

// fresh is true where the entity was read now, without a failure.
func (h *holding) fresh() bool { return h.reading != nil && h.reading.err == nil }

// takeChart takes the chart that was read over into memory.
func (h *holding) takeChart(id string, at time.Time) {
	var notes []model.ChartNote
	if h.chart != nil {
		notes = model.CompareCharts(h.chart.Accounts, h.reading.chart.Accounts)
		if h.LastCOA == nil || h.chart.ImportID != h.LastCOA.ID {
			notes = model.JoinNotes(h.chart.Notes, notes) // nobody was told of the earlier ones yet
		}
	}
	h.Organisation = h.reading.chart.Organisation
	h.chart = &model.Chart{Chart: *h.reading.chart, ImportID: id, ReadAt: at, Notes: notes}
}

// takeActuals merges the amounts that were read into the series: changes are
// what the ledger now says otherwise about months that were in memory.
func (h *holding) takeActuals(id string, partial func(ledger.Month) bool) {
	read := h.reading.actuals
	if h.series == nil {
		h.series = &model.Series{OrganisationID: h.Organisation.ID, Basis: read.Basis}
	}
	h.changes = h.series.Merge(model.Reading{
		Entity: h.Entity, ImportID: id, Range: read.Range, Lines: read.Lines, Partial: partial,
	}, h.lock)
	accounts := h.accounts()
	for i := range h.changes {
		if account, ok := accounts[h.changes[i].AccountID]; ok {
			h.changes[i].AccountCode, h.changes[i].AccountName = account.Code, account.Name
		}
	}
}

// accounts is the chart by account id.
func (h *holding) accounts() map[string]ledger.Account {
	accounts := map[string]ledger.Account{}
	if h.chart != nil {
		for _, account := range h.chart.Accounts {
			accounts[account.ID] = account
		}
	}
	return accounts
}

// account is what a file says about a line: the account as the chart has it, or
// what is left of one that is no longer, or was never, in the chart.
func account(accounts map[string]ledger.Account, line *ledger.Line) ledger.Account {
	known, ok := accounts[line.AccountID]
	if !ok {
		return ledger.Account{ID: line.AccountID, Name: line.Name, Class: line.Class}
	}
	if known.Class.Statement() != line.Statement {
		known.Class = line.Class // it was moved to the other statement since
	}
	return known
}

// mappings maps the accounts of the chart and the lines that are no account. It
// is worked out once, when everything that was read is taken in.
func (h *holding) mappings() map[string]mapping.Mapping {
	if h.mapped != nil {
		return h.mapped
	}
	chart := ledger.Chart{Organisation: h.Organisation}
	accounts := h.accounts()
	if h.chart != nil {
		chart.Accounts = slices.Clone(h.chart.Accounts)
	}
	if h.series != nil {
		for i := range h.series.Lines {
			if line := &h.series.Lines[i]; accounts[line.AccountID].ID == "" {
				chart.Accounts = append(chart.Accounts, account(accounts, line))
			}
		}
	}
	h.mapped = mapping.Of(&chart, h.Entity, h.decisions)
	return h.mapped
}

func asMapping(m mapping.Mapping) export.Mapping {
	return export.Mapping{
		VariableType: string(m.Type), Category: m.Category, Subcategory: m.Subcategory,
		Branch: m.Branch, State: string(m.State),
	}
}

// source is what every row of the entity begins with.
func (h *holding) source() *export.Source {
	return &export.Source{
		Model: h.Model, Entity: h.Entity, Provider: h.Provider, OrganisationID: h.Organisation.ID,
		Organisation: h.Organisation.Name, Currency: h.Organisation.Currency,
		Partial: map[ledger.Month]bool{}, Missing: map[ledger.Month]bool{},
	}
}
