package restatement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var layouts = []string{"long", "wide", "series"}

// drawRequest is some run of months up to the running one.
func (d *diary) drawRequest() *request {
	r := &request{basis: ledger.Accrual, layout: pick(d, layouts), file: "actuals.csv"}
	if d.luck.IntN(3) == 0 {
		r.basis = ledger.Cash
	}
	r.months.To = complete - ledger.Month(max(0, d.luck.IntN(12)-6))
	if r.current = d.luck.IntN(5) == 0; r.current {
		r.months.To = running
	}
	r.months.From = r.months.To - ledger.Month(6+d.luck.IntN(20))
	if d.luck.IntN(5) == 0 {
		r.months.From = r.months.To
	}
	if d.luck.IntN(4) == 0 {
		r.entity = pick(d, d.entities).name
	}
	return r
}

// importing imports actuals of any range.
func (d *diary) importing() {
	d.actuals = d.drawRequest()
	d.note("import actuals %v", d.actuals.flags())
	d.Advance(1e9) // the ids of imports begin with the second
	o := d.ends(0, append([]string{"import", "actuals", "-o", d.file(d.actuals.file)}, d.actuals.flags()...)...)
	d.imports++
	d.learned(d.actuals, d.actuals.months, d.entities)
	d.told(o)
	d.verify(d.actuals)
	d.equalsImports(d.actuals)
}

// learned is what an import found in the entities that could be read.
func (d *diary) learned(r *request, months ledger.Range, read []*page) {
	d.changes = nil
	for _, p := range read {
		if r.covers(p) {
			d.changes = append(d.changes, p.learn(r.basis, months)...)
		}
	}
	slices.Sort(d.changes)
	d.all = append(d.all, d.changes...)
	if d.first == "" {
		history := d.must("history", "--format", "csv")
		d.first = table(d.t, history)[0]["id"]
	}
}

// told checks the summary and `changes`.
func (d *diary) told(o outcome) {
	d.t.Helper()
	if got := d.changesSince(); !slices.Equal(got, d.changes) {
		d.fail("changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(d.changes, "\n"))
	}
	if n := len(d.changes); n > 0 && !strings.Contains(o.err, fmt.Sprintf("%d earlier amount", n)) {
		d.fail("it does not say that %d amounts changed:\n%s", n, o.err)
	}
}

// changesSince reads `changes` as the diary writes them.
func (d *diary) changesSince(flags ...string) []string {
	d.t.Helper()
	var changes []string
	for _, row := range table(d.t, d.must(append([]string{"changes", "--format", "csv"}, flags...)...)) {
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
// are the diary's amounts with the analyst's decisions.
func (d *diary) verify(r *request) {
	d.t.Helper()
	if again := d.export(r.flags()...); again != d.read(r.file) {
		d.fail("the export is not the import's file:\n%s", firstDifference(again, d.read(r.file)))
	}
	long := *r
	long.layout = "long"
	d.holds(&long, d.export(long.flags()...))
}

func (d *diary) export(flags ...string) string {
	d.t.Helper()
	return d.must(append([]string{"export", "actuals", "-o", "-"}, flags...)...)
}

// holds checks every row of a long file.
func (d *diary) holds(r *request, text string) {
	d.t.Helper()
	rows := map[string]map[cell]ledger.Amount{}
	for _, p := range d.entities {
		rows[p.name] = map[cell]ledger.Amount{}
	}
	for _, row := range table(d.t, text) {
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

func (d *diary) page(name string) *page {
	return d.entities[slices.IndexFunc(d.entities, func(p *page) bool { return p.name == name })]
}

func (d *diary) same(what string, got, want map[cell]ledger.Amount) {
	d.t.Helper()
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
func (d *diary) decided(p *page, row map[string]string) {
	d.t.Helper()
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
func (d *diary) equalsImports(r *request) {
	d.t.Helper()
	if d.locked() || d.luck.IntN(2) == 0 {
		return
	}
	part := *r
	part.layout = pick(d, layouts)
	part.months.From += ledger.Month(d.luck.IntN(r.months.Len()))
	if !r.current {
		part.months.To = part.months.From + ledger.Month(d.luck.IntN(int(r.months.To-part.months.From)+1))
	}
	twin := d.newcomer()
	twin.must(append([]string{"import", "actuals", "-o", twin.file("part.csv")}, part.flags()...)...)
	if got, want := d.export(part.flags()...), twin.read("part.csv"); got != want {
		d.fail("the export of %v is not what an import writes:\n%s", part.flags(), firstDifference(got, want))
	}
}

// newcomer is a desk that has read nothing before, with the analyst's decisions.
func (d *diary) newcomer() *desk {
	d.t.Helper()
	d.drawn++
	twin := (&desk{world: d.world, home: d.blank + "/home", folder: d.blank}).twin(d.file(fmt.Sprint("twin", d.drawn)))
	twin.must("import", "coa", "-o", twin.file("coa.csv"))
	file := "entity,account_id,variable_type,category,subcategory,branch\n"
	lines := 0
	for _, p := range d.entities {
		for id, said := range p.decisions {
			file += strings.Join([]string{p.name, id, said.kind, said.category, said.subcategory, said.branch}, ",") + "\n"
			lines++
		}
	}
	if lines > 0 {
		write(d.t, twin.file("decisions.csv"), file)
		twin.must("mapping", "apply", twin.file("decisions.csv"), "--yes")
	}
	return twin
}

func (d *diary) locked() bool {
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
func (d *diary) charting() {
	d.chart = &request{file: "coa.csv"}
	if d.luck.IntN(4) == 0 {
		d.chart.entity = pick(d, d.entities).name
	}
	d.note("import coa %s", d.chart.entity)
	d.Advance(1e9)
	d.ends(0, append([]string{"import", "coa", "-o", d.file("coa.csv")}, d.chart.scope()...)...)
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
func (d *diary) charted(read []*page) {
	d.t.Helper()
	if again := d.must(append([]string{"export", "coa", "-o", "-"}, d.chart.scope()...)...); again != d.read("coa.csv") {
		d.fail("the exported chart is not the import's:\n%s", firstDifference(again, d.read("coa.csv")))
	}
	rows := map[string]map[string]map[string]string{}
	for _, row := range table(d.t, d.read("coa.csv")) {
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
func (d *diary) opened(p *page) {
	d.t.Helper()
	var got, want []string
	for _, row := range table(d.t, d.must("mapping", "show", "--new", "--format", "csv", "--entity", p.name)) {
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
