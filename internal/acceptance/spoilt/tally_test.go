package spoilt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// result is one spoilt answer and what became of it.
type result struct {
	damage   damage
	provider ledger.Provider
	level    ledger.Verify
	outcome  outcome
	detail   string // which answer of which subject, and what is wrong with it
}

// row counts the outcomes of one kind of damage.
type tallyRow struct {
	class, name string
	counts      [outcomes]int
	silent      map[ledger.Provider]int
}

func (r *tallyRow) tried() int {
	n := 0
	for _, count := range r.counts {
		n += count
	}
	return n
}

// tally is the outcomes at one level by damage, in the order of damages.
type tally struct {
	rows    []*tallyRow
	byName  map[string]*tallyRow
	example []result // some of the silent ones
}

func newTally() *tally {
	t := &tally{byName: map[string]*tallyRow{}}
	for _, d := range damages() {
		r := &tallyRow{class: d.class, name: d.name, silent: map[ledger.Provider]int{}}
		t.rows = append(t.rows, r)
		t.byName[d.class+"/"+d.name] = r
	}
	return t
}

// examples is how many silent outcomes of one damage and ledger are told in full.
const examples = 3

func (t *tally) add(one result) {
	row := t.byName[one.damage.class+"/"+one.damage.name]
	row.counts[one.outcome]++
	if one.outcome != silent {
		return
	}
	if row.silent[one.provider]++; row.silent[one.provider] <= examples {
		t.example = append(t.example, one)
	}
}

// sum returns the counts of all rows.
func (t *tally) sum() *tallyRow {
	all := &tallyRow{name: "all", silent: map[ledger.Provider]int{}}
	for _, row := range t.rows {
		for i, n := range row.counts {
			all.counts[i] += n
		}
		for provider, n := range row.silent {
			all.silent[provider] += n
		}
	}
	return all
}

// byClass returns one row for each class, in the order in which they come.
func (t *tally) byClass() []*tallyRow {
	var classes []*tallyRow
	for _, row := range t.rows {
		i := slices.IndexFunc(classes, func(c *tallyRow) bool { return c.class == row.class })
		if i < 0 {
			i = len(classes)
			classes = append(classes, &tallyRow{class: row.class, name: row.class, silent: map[ledger.Provider]int{}})
		}
		for j, n := range row.counts {
			classes[i].counts[j] += n
		}
		for provider, n := range row.silent {
			classes[i].silent[provider] += n
		}
	}
	return classes
}

// columns are the headings of the tables.
const headings = "| %s | tried | refused | harmless | mislabelled | silent |\n|---|---:|---:|---:|---:|---:|\n"

func (r *tallyRow) String() string {
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d |\n",
		r.name, r.tried(), r.counts[refused], r.counts[harmless], r.counts[mislabelled], r.counts[silent])
}

// table returns the outcomes at one level as a table of Markdown: the damages of
// each class below the class.
func (t *tally) table(level ledger.Verify) string {
	var text strings.Builder
	fmt.Fprintf(&text, headings, "`--verify "+string(level)+"`")
	for _, class := range t.byClass() {
		class.name = "**" + class.class + "**"
		text.WriteString(class.String())
		for _, row := range t.rows {
			if row.class == class.class {
				text.WriteString(row.String())
			}
		}
	}
	all := t.sum()
	all.name = "**all**"
	text.WriteString(all.String())
	return text.String()
}
