package restatement

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// rolled is the last import of actuals as a refresh repeats it.
func (d *expectation) rolled() *request {
	r := *d.actuals
	if r.months.To = complete; r.current {
		r.months.To = running
	}
	return &r
}

// refreshing repeats the last imports; its files are those of a full import.
func (d *expectation) refreshing() {
	recent := d.random.IntN(3) == 0
	args := []string{"refresh"}
	if recent {
		args = append(args, "--recent")
	}
	d.actuals = d.rolled()
	d.note("%v of %v", args, d.actuals.flags())
	d.Advance(1e9)
	o := d.Ends(0, args...)
	d.imports++
	d.changes = nil
	for _, p := range d.entities {
		if months := d.actuals.months; d.actuals.covers(p) {
			if recent {
				months = p.recent(d.actuals)
			}
			d.changes = append(d.changes, p.learn(d.actuals.basis, months)...)
		}
	}
	slices.Sort(d.changes)
	d.all = append(d.all, d.changes...)
	d.told(o)
	d.verify(d.actuals)
	if d.chart != nil {
		d.imports++
		d.charted(d.entities)
	}
	if !recent && !d.locked() {
		d.equalsFullImport()
	}
}

// recent is what --recent reads: twelve months, and what memory lacks before them.
func (p *page) recent(r *request) ledger.Range {
	months := r.months
	if months.Len() <= 12 {
		return months
	}
	months.From = months.To - 11
	for months.From > r.months.From && !p.has(r.basis, ledger.Range{From: r.months.From, To: months.From - 1}) {
		months.From--
	}
	return months
}

// equalsFullImport compares the files of a refresh with those that a tool without
// any memory imports.
func (d *expectation) equalsFullImport() {
	d.T.Helper()
	twin := d.newcomer()
	twin.Must(append([]string{"import", "actuals", "-o", twin.File("actuals.csv")}, d.actuals.flags()...)...)
	if got, want := d.Read("actuals.csv"), twin.Read("actuals.csv"); got != want {
		d.fail("the refresh is not a full import:\n%s", firstDifference(got, want))
	}
	if d.chart == nil {
		return
	}
	twin.Must(append([]string{"import", "coa", "-o", twin.File("coa.csv")}, d.chart.scope()...)...)
	if got, want := d.Read("coa.csv"), twin.Read("coa.csv"); got != want {
		d.fail("the refreshed chart is not a full import's:\n%s", firstDifference(got, want))
	}
}

// failing imports while one entity's reports are denied: its memory stays, the
// others' does not wait for it.
func (d *expectation) failing(p *page) {
	keepGoing := d.random.IntN(2) == 0
	r := d.drawRequest()
	r.entity = ""
	args := append([]string{"import", "actuals", "-o", d.File(r.file)}, r.flags()...)
	if keepGoing {
		args = append(args, "--keep-going")
	}
	d.note("%s fails: %v", p.name, args)
	before := d.Read(r.file)
	d.DenyReports(p.books.Organisation().ID, true)
	d.Advance(1e9)
	o := d.Ends(3, args...)
	d.DenyReports(p.books.Organisation().ID, false)
	if !strings.Contains(o.Err, "acme/"+p.name) {
		d.fail("the error does not name %s:\n%s", p.name, o.Err)
	}
	others := slices.DeleteFunc(slices.Clone(d.entities), func(other *page) bool { return other == p })
	if len(others) > 0 {
		d.learned(r, r.months, others)
		d.told(o)
	}
	if !keepGoing || len(others) == 0 {
		if d.Read(r.file) != before {
			d.fail("the file was written")
		}
		return
	}
	d.actuals = r
	d.imports++
	if r.layout == "long" {
		d.holds(r, d.Read(r.file))
	}
}

// locking locks or unlocks months of one entity.
func (d *expectation) locking(p *page) {
	if p.lock != 0 {
		d.note("unlock %s", p.name)
		d.Must("unlock", "--entity", p.name, "--reason", "the auditor asked")
		p.lock = 0
		return
	}
	p.lock = complete - ledger.Month(d.random.IntN(14))
	d.note("lock %s through %s", p.name, p.lock)
	d.Must("lock", "--entity", p.name, "--through", p.lock.String())
}

// deciding decides what an account is, or unmaps it.
func (d *expectation) deciding(p *page) {
	if p.chart == nil {
		d.charting()
	}
	if p.chart == nil {
		return
	}
	account := pick(d, p.chart)
	said := decision{pick(d, []string{"Revenue", "COGS", "Opex", "Staff", "Asset", "Liability", "Equity", "Tax", "Dividend"}), "Mine", "", pick(d, []string{p.name, "north"})}
	if d.random.IntN(5) == 0 {
		said = decision{branch: said.branch}
	}
	d.note("%s: decide %s %v", p.name, account.ID, said)
	d.Must("mapping", "set", "--entity", p.name, "--account", account.ID, "--type", said.kind,
		"--category", said.category, "--subcategory", said.subcategory, "--branch", said.branch)
	p.decisions[account.ID] = said
}

// nothingLost checks, at the end, everything that was ever remembered.
func (d *expectation) nothingLost() {
	d.T.Helper()
	d.Must("store", "check")
	for _, p := range d.entities {
		for basis := range p.known {
			for _, months := range p.runs(basis) {
				r := &request{entity: p.name, basis: basis, months: months, layout: "long", current: months.To == running}
				d.holds(r, d.export(r.flags()...))
			}
		}
		if p.chart != nil {
			mapped := map[string]map[string]string{}
			for _, row := range table(d.T, d.Must("mapping", "export", "-o", "-", "--entity", p.name)) {
				mapped[row["account_id"]] = row
			}
			for id := range p.decisions {
				d.decided(p, mapped[id])
			}
		}
	}
	if got := len(table(d.T, d.Must("history", "--format", "csv"))); got != d.imports {
		d.fail("history has %d entries, %d files were written", got, d.imports)
	}
	slices.Sort(d.all)
	if got := d.changesSince("--since", d.first); !slices.Equal(got, d.all) {
		d.fail("%d changes since the first import, %d were told", len(got), len(d.all))
	}
}

// runs are the longest runs of months that are in memory.
func (p *page) runs(basis ledger.Basis) []ledger.Range {
	var runs []ledger.Range
	for _, month := range slices.Sorted(maps.Keys(p.known[basis])) {
		if n := len(runs); n > 0 && runs[n-1].To == month-1 {
			runs[n-1].To = month
		} else {
			runs = append(runs, ledger.Range{From: month, To: month})
		}
	}
	return runs
}
