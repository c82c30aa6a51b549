package restatement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var layouts = []string{"long", "wide", "series"}

// drawRequest is some run of months up to the running one.
func (d *expectation) drawRequest() *request {
	r := &request{basis: ledger.Accrual, layout: pick(d, layouts), file: "actuals.csv"}
	if d.random.IntN(3) == 0 {
		r.basis = ledger.Cash
	}
	r.months.To = complete - ledger.Month(max(0, d.random.IntN(12)-6))
	if r.current = d.random.IntN(5) == 0; r.current {
		r.months.To = running
	}
	r.months.From = r.months.To - ledger.Month(6+d.random.IntN(20))
	if d.random.IntN(5) == 0 {
		r.months.From = r.months.To
	}
	if d.random.IntN(4) == 0 {
		r.entity = pick(d, d.entities).name
	}
	return r
}

// importing imports actuals of any range.
func (d *expectation) importing() {
	d.actuals = d.drawRequest()
	d.note("import actuals %v", d.actuals.flags())
	d.Advance(1e9) // the ids of imports begin with the second
	o := d.Ends(0, append([]string{"import", "actuals", "-o", d.File(d.actuals.file)}, d.actuals.flags()...)...)
	d.imports++
	d.learned(d.actuals, d.actuals.months, d.entities)
	d.told(o)
	d.verify(d.actuals)
	d.equalsImports(d.actuals)
}

// learned is what an import found in the entities that could be read.
func (d *expectation) learned(r *request, months ledger.Range, read []*page) {
	d.changes = nil
	for _, p := range read {
		if r.covers(p) {
			d.changes = append(d.changes, p.learn(r.basis, months)...)
		}
	}
	slices.Sort(d.changes)
	d.all = append(d.all, d.changes...)
	if d.first == "" {
		history := d.Must("history", "--format", "csv")
		d.first = table(d.T, history)[0]["id"]
	}
}

// told checks the summary and `changes`.
func (d *expectation) told(o simtest.Result) {
	d.T.Helper()
	if got := d.changesSince(); !slices.Equal(got, d.changes) {
		d.fail("changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(d.changes, "\n"))
	}
	if n := len(d.changes); n > 0 && !strings.Contains(o.Err, fmt.Sprintf("%d earlier amount", n)) {
		d.fail("it does not say that %d amounts changed:\n%s", n, o.Err)
	}
}

// changesSince reads `changes` as the expectation writes them.
func (d *expectation) changesSince(flags ...string) []string {
	d.T.Helper()
	var changes []string
	for _, row := range table(d.T, d.Must(append([]string{"changes", "--format", "csv"}, flags...)...)) {
		if row["import_id"] == "" || row["previous_import_id"] == "" {
			d.fail("a change without its imports: %v", row)
		}
		changes = append(changes, strings.Join([]string{
			row["entity"], row["basis"], row["account_id"], row["period"], row["old_amount"], row["new_amount"],
			row["difference"], row["effect_on_net_profit"], row["held"],
		}, " "))
	}
	slices.Sort(changes)
	return changes
}

// verify checks a file of actuals: memory gives the same bytes offline, and they
// are the expectation's amounts with the analyst's decisions.
func (d *expectation) verify(r *request) {
	d.T.Helper()
	if again := d.export(r.flags()...); again != d.Read(r.file) {
		d.fail("the export is not the import's file:\n%s", firstDifference(again, d.Read(r.file)))
	}
	long := *r
	long.layout = "long"
	d.holds(&long, d.export(long.flags()...))
}

func (d *expectation) export(flags ...string) string {
	d.T.Helper()
	return d.Must(append([]string{"export", "actuals", "-o", "-"}, flags...)...)
}

// holds checks every row of a long file.
func (d *expectation) holds(r *request, text string) {
	d.T.Helper()
	rows := map[string]map[cell]ledger.Amount{}
	for _, p := range d.entities {
		rows[p.name] = map[cell]ledger.Amount{}
	}
	for _, row := range table(d.T, text) {
		month, err := ledger.ParseMonth(row["period"])
		if err != nil {
			d.fail("%v", err)
		}
		at := cell{ledger.Statement(row["statement"]), row["account_id"], month}
		rows[row["entity"]][at] = ledger.MustAmount(row["net_debit"])
		p := d.page(row["entity"])
		if class := ledger.Class(row["account_class"]); class.Statement() != at.statement || class.Natural(ledger.MustAmount(row["net_debit"])).String() != row["amount"] {
			d.fail("amount, class and statement do not go together: %v", row)
		}
		if (month == running) != (row["partial"] == "true") {
			d.fail("partial: %v", row)
		}
		d.decided(p, row)
	}
	for _, p := range d.entities {
		if want := p.rows(r.basis, r.months); r.covers(p) {
			d.same(p.name+" "+r.months.String()+" "+string(r.basis), rows[p.name], want)
		}
	}
}

func (d *expectation) page(name string) *page {
	return d.entities[slices.IndexFunc(d.entities, func(p *page) bool { return p.name == name })]
}

func (d *expectation) same(what string, got, want map[cell]ledger.Amount) {
	d.T.Helper()
	for at, amount := range want {
		if found, ok := got[at]; !ok || !found.Equal(amount) {
			d.fail("%s: %v is %v (there: %v), want %v", what, at, found, ok, amount)
		}
	}
	if len(got) != len(want) {
		d.fail("%s: %d rows, want %d", what, len(got), len(want))
	}
}

// decided checks that a row carries what the analyst decided about its account.
func (d *expectation) decided(p *page, row map[string]string) {
	d.T.Helper()
	want, ok := p.decisions[row["account_id"]]
	if !ok {
		return
	}
	got := decision{row["variable_type"], row["category"], row["subcategory"], row["branch"]}
	if got != want {
		d.fail("%s: %s is mapped to %v, the analyst said %v", p.name, row["account_id"], got, want)
	}
}

// equalsImports compares exports of memory with what a tool without any memory
// imports: the same range, and a part of it in another layout.
func (d *expectation) equalsImports(r *request) {
	d.T.Helper()
	if d.locked() || d.random.IntN(2) == 0 {
		return
	}
	part := *r
	part.layout = pick(d, layouts)
	part.months.From += ledger.Month(d.random.IntN(r.months.Len()))
	if !r.current {
		part.months.To = part.months.From + ledger.Month(d.random.IntN(int(r.months.To-part.months.From)+1))
	}
	twin := d.newcomer()
	twin.Must(append([]string{"import", "actuals", "-o", twin.File("part.csv")}, part.flags()...)...)
	if got, want := d.export(part.flags()...), twin.Read("part.csv"); got != want {
		d.fail("the export of %v is not what an import writes:\n%s", part.flags(), firstDifference(got, want))
	}
}

// newcomer is a workspace that has read nothing before, with the analyst's decisions.
func (d *expectation) newcomer() *workspace {
	d.T.Helper()
	d.drawn++
	twin := newWorkspace(d.Server, d.blank).twin(d.File(fmt.Sprint("twin", d.drawn)))
	twin.Must("import", "coa", "-o", twin.File("coa.csv"))
	file := "entity,account_id,variable_type,category,subcategory,branch\n"
	lines := 0
	for _, p := range d.entities {
		for id, said := range p.decisions {
			file += strings.Join([]string{p.name, id, said.kind, said.category, said.subcategory, said.branch}, ",") + "\n"
			lines++
		}
	}
	if lines > 0 {
		write(d.T, twin.File("decisions.csv"), file)
		twin.Must("mapping", "apply", twin.File("decisions.csv"), "--yes")
	}
	return twin
}

func (d *expectation) locked() bool {
	return slices.ContainsFunc(d.entities, func(p *page) bool { return p.lock != 0 })
}

// firstDifference is the first line in which two texts differ.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is  %s\nand not    %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, and not %d", len(a), len(b))
}

// charting imports the chart and checks what is told about its changes.
func (d *expectation) charting() {
	d.chart = &request{file: "coa.csv"}
	if d.random.IntN(4) == 0 {
		d.chart.entity = pick(d, d.entities).name
	}
	d.note("import coa %s", d.chart.entity)
	d.Advance(1e9)
	d.Ends(0, append([]string{"import", "coa", "-o", d.File("coa.csv")}, d.chart.scope()...)...)
	d.imports++
	d.charted(d.entities)
}

func (r *request) scope() []string {
	if r.entity == "" {
		return nil
	}
	return []string{"--entity", r.entity}
}

// charted checks the file of the chart that was just written, and which accounts
// are told to be new.
func (d *expectation) charted(read []*page) {
	d.T.Helper()
	if again := d.Must(append([]string{"export", "coa", "-o", "-"}, d.chart.scope()...)...); again != d.Read("coa.csv") {
		d.fail("the exported chart is not the import's:\n%s", firstDifference(again, d.Read("coa.csv")))
	}
	rows := map[string]map[string]map[string]string{}
	for _, row := range table(d.T, d.Read("coa.csv")) {
		if rows[row["entity"]] == nil {
			rows[row["entity"]] = map[string]map[string]string{}
		}
		rows[row["entity"]][row["account_id"]] = row
	}
	for _, p := range read {
		if !d.chart.covers(p) {
			continue
		}
		for _, account := range p.books.Accounts() {
			if company := p.books.Company(); company.Provider == ledger.QuickBooks && !company.Numbered {
				account.Code = "" // QuickBooks shows none where numbers are off
			}
			row := rows[p.name][account.ID]
			if row["account_name"] != account.Name || row["account_code"] != account.Code || row["status"] != string(account.Status) || row["account_type"] != account.Type {
				d.fail("%s: %+v is in the file as %v", p.name, account, row)
			}
			d.decided(p, row)
		}
		d.opened(p)
		p.chart = p.books.Accounts()
	}
}

// opened checks which accounts are told to be new since the last chart.
func (d *expectation) opened(p *page) {
	d.T.Helper()
	var got, want []string
	for _, row := range table(d.T, d.Must("mapping", "show", "--new", "--format", "csv", "--entity", p.name)) {
		got = append(got, row["account_id"])
	}
	for _, account := range p.books.Accounts() {
		known := slices.ContainsFunc(p.chart, func(old books.Account) bool { return old.ID == account.ID })
		if p.chart != nil && !known {
			want = append(want, account.ID)
		}
	}
	slices.Sort(got)
	slices.SortFunc(want, cmp.Compare[string])
	if p.chart != nil && !slices.Equal(got, want) {
		d.fail("%s: %v are told to be new, %v are", p.name, got, want)
	}
}
