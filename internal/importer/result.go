package importer

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Result is what an import did. It comes with an error too, where entities could
// not be read; Files then tells what was written all the same.
type Result struct {
	Model                 string
	StartedAt, FinishedAt time.Time
	Basis                 ledger.Basis  // of actuals
	Range                 ledger.Range  // of actuals: the months in the file
	Layout                export.Layout // of actuals
	Files                 []export.File
	Entities              []EntityResult // by name
	Changes               []model.Change // amounts of earlier imports that are now others
	// ReadFrom is the first month that was asked of the ledgers, where older
	// months of the file are the last imported ones; else no month.
	ReadFrom ledger.Month
}

// EntityResult is what an import found in one entity's ledger.
type EntityResult struct {
	export.Summary
	Calls        int
	RequestIDs   []string
	Checks       []ledger.Check
	Unwitnessed  []ledger.Month            // whose profit and loss no second report confirms
	Trials       []ledger.Month            // whose accounts a trial balance confirms
	Renamed      []ledger.Renamed          // accounts that a report shows under another name
	NetProfit    ledger.Amount             // of all months read; profit positive
	Notes        []model.ChartNote         // how the chart differs from the last import of it
	About        map[string]ledger.Account // the accounts of Notes by id, as the chart has them; not those that vanished
	LastImported bool                      // the file has last imported values: the ledger was not asked, or could not be read
	Err          error                     // why it could not be read
}

// newResult returns what a run did. Where nothing could be read, there is neither
// an update nor what became of it.
func newResult(p *Plan, readings []Reading, u *Update, w *written) *Result {
	r := &Result{Model: p.Model, StartedAt: p.StartedAt, ReadFrom: readFrom(p, readings)}
	if actuals := p.output(model.Actuals); actuals != nil {
		o := &actuals.Options
		r.Basis, r.Range, r.Layout = o.Basis, o.Range, export.Layout(o.Layout)
	}
	if u == nil {
		for i := range readings {
			unread := model.EntityState{Connection: readings[i].Connection}
			r.Entities = append(r.Entities, newEntityResult(&entityState{
				Entity: export.Entity{EntityState: &unread}, reading: &readings[i],
			}, r.Range))
		}
		return r
	}
	r.FinishedAt, r.Changes, r.Files = u.FinishedAt, u.Changes, w.Files
	for i := range u.Entities {
		r.Entities = append(r.Entities, newEntityResult(&u.Entities[i], r.Range))
	}
	return r
}

// readFrom returns the first month that was asked of every ledger, or no month
// where all months of the file were.
func readFrom(p *Plan, readings []Reading) ledger.Month {
	var first ledger.Month
	for i := range readings {
		if asked := readings[i].Actuals; asked != nil && asked.Range.From > p.output(model.Actuals).Options.Range.From {
			first = max(first, asked.Range.From)
		}
	}
	return first
}

func newEntityResult(e *entityState, months ledger.Range) EntityResult {
	r := EntityResult{Summary: e.Summary(months), LastImported: !e.fresh()}
	if e.reading == nil {
		return r
	}
	r.Calls, r.RequestIDs, r.Err = e.reading.Calls, e.reading.RequestIDs, e.reading.Err
	if e.fresh() {
		r.Checks, r.Notes, r.About = e.reading.Checks, e.Chart.Notes, e.Accounts()
		if answer := e.reading.Answer; answer != nil {
			r.NetProfit, r.Renamed, r.Unwitnessed = ledger.Sum(answer.NetProfit...), answer.Renamed, e.reading.Unwitnessed
			r.Trials = trialMonths(answer)
		}
	}
	return r
}

// trialMonths returns the months of the range whose accounts were compared with
// a trial balance.
func trialMonths(a *ledger.Actuals) []ledger.Month {
	var months []ledger.Month
	for i := range a.EarlierTrials {
		if month := a.EarlierTrials[i].At.MonthOf(); a.Range.Contains(month) {
			months = append(months, month)
		}
	}
	return append(months, a.Trial.At.MonthOf())
}
