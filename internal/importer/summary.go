package importer

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// result is what the job did, for the summary.
func (j *job) result() *Result {
	result := &Result{Model: j.model, StartedAt: j.started, FinishedAt: j.finished}
	for _, p := range j.parts {
		if p.Kind == model.Actuals {
			result.Basis, result.Range, result.Layout = p.Basis, p.Range, export.Layout(p.Layout)
		}
		if p.done {
			result.Files = append(result.Files, File{
				Kind: p.Kind, Import: p.entry.ID, Path: p.target.path, Format: p.target.format,
				Rows: p.entry.Rows, SHA256: p.entry.SHA256,
			})
		}
	}
	for _, r := range j.readings {
		if from := r.months().From; r.request != nil && from > result.Range.From {
			result.ReadFrom = max(result.ReadFrom, from)
		}
	}
	for _, h := range j.holdings {
		result.Currencies = append(result.Currencies, h.Organisation.Currency)
		result.Entities = append(result.Entities, h.result(result.Range))
	}
	result.Changes = j.changes()
	slices.Sort(result.Currencies)
	result.Currencies = slices.Compact(result.Currencies)
	if len(j.holdings) == 0 {
		result.Entities = j.failures()
	}
	return result
}

// failures is what there is to say where nothing could be read.
func (j *job) failures() []EntityResult {
	entities := make([]EntityResult, 0, len(j.readings))
	for _, r := range j.readings {
		entities = append(entities, (&holding{Connection: r.Connection, reading: r}).result(ledger.Range{From: 1}))
	}
	return entities
}

func (h *holding) result(months ledger.Range) EntityResult {
	e := EntityResult{
		Key: h.Key, Provider: h.Provider, Environment: h.Environment, Organisation: h.Organisation,
		LockedTo: h.lock, SetAside: h.setAside, FromMemory: !h.fresh(),
	}
	h.count(&e, months)
	if h.reading == nil {
		return e
	}
	e.Calls, e.RequestIDs, e.Err = h.reading.calls, h.reading.requestIDs, h.reading.err
	if h.fresh() {
		e.Checks, e.Notes, e.About = h.reading.checks, h.chart.Notes, h.accounts()
		if h.reading.actuals != nil {
			e.NetProfit = ledger.Sum(h.reading.actuals.NetProfit...)
		}
	}
	return e
}

// count counts what the files hold of the entity.
func (h *holding) count(e *EntityResult, months ledger.Range) {
	if h.chart != nil {
		e.Accounts = len(h.chart.Accounts)
		for i := range h.chart.Accounts {
			if h.chart.Accounts[i].Status == ledger.Archived {
				e.Archived++
			}
		}
	}
	lines := h.actualsLines(months)
	for i := range lines {
		if !(ledger.Line{NetDebit: lines[i].NetDebit}).IsZero() {
			e.Lines++
		}
	}
	e.Unconfirmed = stakes(lines)
	e.Strangers = h.strangers(lines)
}

// strangers lists the accounts with amounts in the file that the chart does not
// have. Their amounts belong to the statements, so they are kept, and said.
func (h *holding) strangers(lines []export.ActualsLine) []ledger.Account {
	known := h.accounts()
	var found []ledger.Account
	for i := range lines {
		account, money := lines[i].Account, ledger.Line{NetDebit: lines[i].NetDebit}
		if _, ok := known[account.ID]; !ok && !ledger.IsSynthetic(account.ID) && !money.IsZero() {
			found = append(found, account)
		}
	}
	return found
}
