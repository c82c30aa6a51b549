package restatement

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// members are three ledgers with three currencies.
var members = map[string]string{
	"au": "Harbourline Joinery Pty Ltd", // Xero, AUD
	"uk": "Pennine Cycle Works",         // Xero, GBP
	"us": "Cedar Street Dental Supply",  // QuickBooks, USD
}

var year = ledger.Range{From: ledger.NewMonth(2025, time.November), To: complete}

// companies are the members' books, opened once.
var companies = sync.OnceValues(func() (map[string]*books.Books, error) {
	all := map[string]*books.Books{}
	for entity, name := range members {
		var err error
		if all[entity], err = books.Believable(name, ledger.DateOf(today)); err != nil {
			return nil, err
		}
	}
	return all, nil
})

// group is a workspace with the three ledgers connected, on books of its own.
type group struct {
	*workspace
	books map[string]*books.Books
}

func newGroup(t *testing.T) *group {
	t.Helper()
	opened, err := companies()
	if err != nil {
		t.Fatal(err)
	}
	g := &group{books: map[string]*books.Books{}}
	var all []*books.Books
	for entity, b := range opened {
		g.books[entity] = b.Snapshot()
		all = append(all, g.books[entity])
	}
	g.workspace = newWorkspace(newHarness(t, all...), t.TempDir())
	for entity, b := range g.books {
		g.connect(entity, b)
	}
	return g
}

// imports are the flags of every import of the group.
func (g *group) imports(name string, more ...string) []string {
	return append([]string{"import", "actuals", "--from", year.From.String(), "--to", year.To.String(), "-o", g.File(name)}, more...)
}

// edit posts to every ledger's past.
func (g *group) edit() {
	g.T.Helper()
	for entity, b := range g.books {
		var income, bank string
		for _, account := range b.Accounts() {
			switch {
			case account.Class == ledger.Revenue && income == "":
				income = account.ID
			case account.Role == books.Bank && bank == "":
				bank = account.ID
			}
		}
		amount := ledger.MustAmount("77.77")
		if _, err := b.Post(books.Journal{Date: ledger.Date{Year: 2026, Month: time.March, Day: 9}, Lines: []books.Posting{
			{AccountID: bank, NetDebit: amount}, {AccountID: income, NetDebit: amount.Neg()},
		}}); err != nil {
			g.T.Fatal(entity, err)
		}
	}
}

// content is a JSON file of actuals.
type content struct {
	Import struct {
		Entities []struct {
			Entity, Currency, Error string
			Stale                   bool
			Calls                   int
			Checks                  []any
		}
	}
	Rows []map[string]any
}

func (g *group) content(name string) content {
	g.T.Helper()
	var c content
	if err := json.Unmarshal([]byte(g.Read(name)), &c); err != nil {
		g.T.Fatal(err)
	}
	return c
}

// amounts are the net debits of an entity's rows.
func (c content) amounts(t testing.TB, entity string) map[cell]ledger.Amount {
	t.Helper()
	amounts := map[cell]ledger.Amount{}
	for _, row := range c.Rows {
		if row["entity"] != entity {
			continue
		}
		month, err := ledger.ParseMonth(row["period"].(string))
		if err != nil {
			t.Fatal(err)
		}
		amounts[cell{ledger.Statement(row["statement"].(string)), row["account_id"].(string), month}] = ledger.MustAmount(row["net_debit"].(string))
	}
	return amounts
}

// isTrue fails the test unless the amounts are those of the books; lines of zeros
// have no rows.
func isTrue(t testing.TB, got, want map[cell]ledger.Amount) {
	t.Helper()
	if len(got) == 0 {
		t.Error("no rows")
	}
	for at, amount := range want {
		if found, ok := got[at]; ok && !found.Equal(amount) || !ok && !amount.IsZero() {
			t.Fatalf("%v is %v, want %v", at, found, amount)
		}
	}
	for at := range got {
		if _, ok := want[at]; !ok {
			t.Fatalf("%v is not in the books", at)
		}
	}
}

// figure is an amount in a report of QuickBooks.
var figure = regexp.MustCompile(`"value": ?"[0-9]+[.][0-9]{2}"`)

// breakages make entities of the group fail.
var breakages = map[string]struct {
	fails []string
	code  int
	by    func(g *group)
}{
	"QuickBooks is down": {[]string{"us"}, 7, func(g *group) {
		g.Inject(faults.Fault{Match: "/quickbooks/v3/company/*/reports/*", Kind: faults.Status, Status: http.StatusServiceUnavailable})
	}},
	"QuickBooks answers other figures": {[]string{"us"}, 5, func(g *group) {
		g.Inject(faults.Fault{Match: "/quickbooks/v3/company/*/reports/BalanceSheet", Kind: faults.Replace, Rewrite: func(body []byte) []byte {
			at := figure.FindIndex(body)
			return slices.Concat(body[:at[0]], []byte(`"value":"123.45"`), body[at[1]:])
		}, Find: ".", With: "."})
	}},
	"a role is taken away at Xero": {[]string{"uk"}, 3, func(g *group) { g.DenyReports(g.books["uk"].Organisation().ID, true) }},
	"Xero is disconnected":         {[]string{"au"}, 3, func(g *group) { g.Disconnect(g.books["au"].Organisation().ID) }},
	"two fail": {[]string{"uk", "us"}, 7, func(g *group) {
		g.DenyReports(g.books["uk"].Organisation().ID, true)
		g.Inject(faults.Fault{Match: "/quickbooks/v3/company/", Kind: faults.Reset})
	}},
}

func TestGroupWithFailingEntities(t *testing.T) {
	for name, breakage := range breakages {
		t.Run(name, func(t *testing.T) {
			g := newGroup(t)
			g.Must(g.imports("actuals.json")...)
			first, before := g.content("actuals.json"), g.Read("actuals.json")
			g.edit()
			breakage.by(g)
			fails := func(more ...string) {
				t.Helper()
				g.Advance(time.Second)
				o := g.Ends(breakage.code, g.imports("actuals.json", more...)...)
				for entity := range members {
					if named := strings.Contains(errorLines(o.Err), "acme/"+entity); named != slices.Contains(breakage.fails, entity) {
						t.Errorf("the error names %s: %v\n%s", entity, named, o.Err)
					}
				}
			}
			fails()
			if g.Read("actuals.json") != before {
				t.Error("the file was written")
			}
			g.remembered(t, breakage.fails)
			fails("--keep-going")
			g.stale(t, first, breakage.fails)
		})
	}
}

// errorLines are the lines that begin as errors do.
func errorLines(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "ledgerlink: ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// stale checks a file that was written although entities failed.
func (g *group) stale(t *testing.T, first content, fails []string) {
	t.Helper()
	now := g.content("actuals.json")
	if len(now.Import.Entities) != len(members) {
		t.Fatalf("%d entities", len(now.Import.Entities))
	}
	for _, e := range now.Import.Entities {
		failed := slices.Contains(fails, e.Entity)
		if e.Stale != failed || (e.Error != "") != failed || (len(e.Checks) > 0) == failed {
			t.Errorf("%s: stale %v, error %q, %d checks", e.Entity, e.Stale, e.Error, len(e.Checks))
		}
		if !failed {
			isTrue(t, now.amounts(t, e.Entity), truth(g.books[e.Entity], ledger.Accrual, year))
		} else if !maps.EqualFunc(now.amounts(t, e.Entity), first.amounts(t, e.Entity), ledger.Amount.Equal) {
			t.Errorf("%s: the rows are not its last good ones", e.Entity)
		}
	}
}

// remembered checks that memory has the new figures of all that did not fail, and
// the old ones of those that did.
func (g *group) remembered(t *testing.T, fails []string) {
	t.Helper()
	changed := map[string]bool{}
	for _, row := range table(t, g.Must("changes", "--format", "csv")) {
		changed[row["entity"]] = true
	}
	for entity, b := range g.books {
		failed := slices.Contains(fails, entity)
		if changed[entity] == failed {
			t.Errorf("%s: changes are told: %v", entity, changed[entity])
		}
		if failed {
			continue
		}
		g.Must("export", "actuals", "--entity", entity, "--from", year.From.String(), "--to", year.To.String(), "-o", g.File("one.json"))
		isTrue(t, g.content("one.json").amounts(t, entity), truth(b, ledger.Accrual, year))
	}
}

func TestEntityThatWasNeverImportedHasNoRows(t *testing.T) {
	g := newGroup(t)
	denied := g.books["uk"].Organisation().ID
	g.DenyReports(denied, true)
	g.Ends(3, g.imports("actuals.json")...)
	if g.Read("actuals.json") != "" {
		t.Fatal("the file was written")
	}
	o := g.Ends(3, g.imports("actuals.json", "--keep-going")...)
	o.Says(t, "acme/uk", "Wrote")
	now := g.content("actuals.json")
	if rows := now.amounts(t, "uk"); len(rows) > 0 || len(now.amounts(t, "us")) == 0 || len(now.amounts(t, "au")) == 0 {
		t.Errorf("%d rows of an entity that was never imported", len(rows))
	}
	if e := now.Import.Entities[1]; e.Entity != "uk" || !e.Stale || e.Error == "" {
		t.Errorf("%+v", e)
	}
	g.Ends(2, "export", "actuals", "--entity", "uk", "-o", "-").Says(t, "acme/uk")
	g.DenyReports(denied, false)
	g.Must("refresh")
	isTrue(t, g.content("actuals.json").amounts(t, "uk"), truth(g.books["uk"], ledger.Accrual, year))
}

// TestBytesDoNotDependOnWhoFinishesFirst lets each ledger answer after the others.
func TestBytesDoNotDependOnWhoFinishesFirst(t *testing.T) {
	g := newGroup(t)
	var texts []string
	for _, slowest := range []string{"", "au", "uk", "us"} {
		g.Watch(func(r *http.Request) {
			if slowest != "" && strings.Contains(r.Header.Get("Xero-Tenant-Id")+r.URL.Path, g.books[slowest].Organisation().ID) {
				time.Sleep(40 * time.Millisecond)
			}
		})
		o := g.Ends(0, g.imports("actuals.csv")...)
		g.Must("import", "coa", "-o", g.File("coa.csv"))
		texts = append(texts, g.Read("actuals.csv")+g.Read("coa.csv"))
		if i := strings.Index(o.Err, "acme/au"); i < 0 || !strings.Contains(o.Err[i:], "acme/us") {
			t.Errorf("the summary is not in order:\n%s", o.Err)
		}
		o.Says(t, "mixes currencies (AUD, GBP, USD)")
	}
	for _, text := range texts[1:] {
		if text != texts[0] {
			t.Fatal("the bytes depend on who finishes first")
		}
	}
}
