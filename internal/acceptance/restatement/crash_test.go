package restatement

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// files are what the killed commands write.
var files = []string{"actuals.csv", "coa.csv"}

// crasher kills the tool in the middle of commands that change what it remembers.
type crasher struct {
	*workspace
	t      *testing.T
	random *rand.Rand
	books  []*books.Books
	locked bool

	late, before, ahead, after, left int
}

// state is everything a command may change.
type state struct {
	memory string
	files  map[string]string
}

// TestKilled kills the tool while it imports, refreshes, applies a mapping and
// locks. What is left is the state of before the command or of after it; only the
// files may wait for a memory that is ahead, whole and old.
func TestKilled(t *testing.T) {
	kills := number(t, "LEDGERLINK_KILLS", 24)
	g := newCrasher(t)
	commands := [][]string{
		{"import", "actuals", "--from", "2025-11", "-o", g.File("actuals.csv")},
		{"refresh"},
		{"mapping", "apply", g.File("mapping.csv"), "--yes"},
		{"lock", "--through", "2026-03"},
	}
	rounds := 0
	for ; g.before+g.after+g.ahead < kills; rounds++ {
		if rounds > 4*kills {
			t.Fatalf("only %d of %d kills came before the end of the run", rounds-g.late, rounds)
		}
		g.round(commands[rounds%len(commands)])
	}
	t.Logf("%d kills, %d more came after the end of the run: %d left the state of before, %d that of after, %d a memory ahead of its file; %d temporary files were left over",
		kills, g.late, g.before, g.after, g.ahead, g.left)
	if kills >= 100 && (g.before == 0 || g.after+g.ahead == 0) {
		t.Error("the kills came too early or too late to prove anything")
	}
}

func newCrasher(t *testing.T) *crasher {
	g := &crasher{t: t, random: rand.New(rand.NewPCG(2026, 11))}
	for i, provider := range []ledger.Provider{ledger.Xero, ledger.QuickBooks} {
		b, err := bookstest.Random(uint64(40+i), bookstest.RandomOptions{Provider: provider, Accounts: 30, Journals: 200})
		if err != nil {
			t.Fatal(err)
		}
		g.books = append(g.books, b)
	}
	g.workspace = newWorkspace(newHarness(t, g.books...), t.TempDir())
	for i, b := range g.books {
		g.connect([]string{"nz", "us"}[i], b)
	}
	g.Must("import", "coa", "-o", g.File("coa.csv"))
	g.Must("import", "actuals", "--from", "2025-11", "-o", g.File("actuals.csv"))
	return g
}

// round changes the books, and kills a command that takes that over.
func (g *crasher) round(command []string) {
	g.t.Helper()
	g.edit()
	if command[0] == "lock" && g.locked {
		command = []string{"unlock", "--reason", "the auditor asked"}
	}
	g.Advance(2 * time.Second)
	old := g.state()
	want, took := g.rehearse(command, old)
	killed := g.execute(command, took)
	g.inspect(command, killed, old, want)
	g.locked = strings.Contains(g.memory(), "acme/nz lock 2026-03")
}

// edit makes sure that every command has something to change.
func (g *crasher) edit() {
	for _, b := range g.books {
		accounts := b.Accounts()
		amount := ledger.NewAmount(1+g.random.Int64N(100_000), 2)
		_, err := b.Post(books.Journal{Date: ledger.DateOf(today).AddDays(-60 - g.random.IntN(200)), Lines: []books.Posting{
			{AccountID: accounts[4].ID, NetDebit: amount}, {AccountID: accounts[5].ID, NetDebit: amount.Neg()},
		}})
		if err == nil {
			err = b.Rename(accounts[6].ID, fmt.Sprint("Renamed ", g.random.Uint32()))
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
	lines := []string{"entity,account_id,variable_type,category,subcategory,branch"}
	for i, b := range g.books {
		for _, account := range b.Accounts() {
			lines = append(lines, fmt.Sprintf("%s,%s,Opex,Category %d,,", []string{"nz", "us"}[i], account.ID, g.random.Uint32()))
		}
	}
	write(g.t, g.File("mapping.csv"), strings.Join(lines, "\n"))
}

// rehearse runs the command to its end with a copy of the store, and puts the
// files back.
func (g *crasher) rehearse(command []string, old state) (state, time.Duration) {
	g.t.Helper()
	twin := g.twin(filepath.Join(g.Folder, "rehearsal"))
	defer func() { _ = os.RemoveAll(twin.Folder) }()
	started := time.Now()
	run := g.process(twin.Home, command)
	if out, err := run.CombinedOutput(); err != nil {
		g.t.Fatalf("%v: %v\n%s", command, err, out)
	}
	took := time.Since(started)
	end := state{twin.memory(), g.contents()}
	for name, text := range old.files {
		write(g.t, g.File(name), text)
	}
	return end, took
}

func (g *crasher) process(home string, command []string) *exec.Cmd {
	run := g.CommandAt(command...).Cmd
	run.Stdout, run.Stderr = nil, nil
	run.Env = append(run.Env, "LEDGERLINK_HOME="+home)
	return run
}

// execute starts the command and kills it at a random time: counted from its
// start, or from when the last report is asked for, or from when the files or the
// store are being written. It is not killed where it ends before.
func (g *crasher) execute(command []string, took time.Duration) (killed bool) {
	g.t.Helper()
	from := make(chan struct{}, 16)
	span := took
	reads := command[0] == "import" || command[0] == "refresh"
	switch moment := g.random.IntN(4); {
	case moment == 1 && reads:
		span = 30 * time.Millisecond
		g.Watch(func(r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/TrialBalance") {
				from <- struct{}{}
			}
		})
		defer g.Watch(nil)
	case moment == 2 && reads:
		span = 20 * time.Millisecond
		stop := poll(g.staged, from)
		defer stop()
	case moment == 3:
		span = 8 * time.Millisecond
		before := g.stored()
		stop := poll(func() bool { return g.stored() != before }, from)
		defer stop()
	default:
		from <- struct{}{}
	}
	run := g.process(g.Home, command)
	if err := run.Start(); err != nil {
		g.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-from:
		select {
		case err = <-ended:
		case <-time.After(time.Duration(g.random.Int64N(int64(span)))):
			_ = run.Process.Kill()
			err = <-ended
		}
	}
	return err != nil
}

// poll tells when something has come about.
func poll(about func() bool, from chan<- struct{}) (stop func()) {
	done := make(chan struct{})
	go func() {
		for !about() {
			select {
			case <-done:
				return
			case <-time.After(100 * time.Microsecond):
			}
		}
		from <- struct{}{}
	}()
	return func() { close(done) }
}

// staged is true where a temporary file with something in it stands beside the
// files.
func (g *crasher) staged() bool {
	return slices.ContainsFunc(g.temporary(), func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.Size() > 0
	})
}

// stored is when the store was written to last.
func (g *crasher) stored() time.Time {
	info, err := os.Stat(filepath.Join(g.Home, "ledgerlink.db"))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

func (g *crasher) temporary() []string {
	names, err := filepath.Glob(filepath.Join(g.Folder, ".ledgerlink-*"))
	if err != nil {
		g.t.Fatal(err)
	}
	return names
}

// inspect checks what a kill left behind.
func (g *crasher) inspect(command []string, killed bool, old, want state) {
	g.t.Helper()
	if !killed {
		g.late++
		if g.state().memory != want.memory {
			g.t.Fatalf("%v was not killed and has another end than its rehearsal", command)
		}
		return
	}
	for _, name := range g.temporary() {
		g.left++
		if err := os.Remove(name); err != nil {
			g.t.Fatal(err)
		}
	}
	got := g.state()
	if got.memory != old.memory && got.memory != want.memory {
		g.t.Fatalf("%v: the memory is neither the old nor the new one:\n%s\nold:\n%s", command, firstDifference(got.memory, want.memory), firstDifference(got.memory, old.memory))
	}
	behind := false
	for _, name := range files {
		switch got.files[name] {
		case want.files[name]:
			if got.memory != want.memory && want.files[name] != old.files[name] {
				g.t.Fatalf("%v: %s is ahead of the memory", command, name)
			}
		case old.files[name]:
			behind = true
		default:
			g.t.Fatalf("%v: %s is neither the old nor the new one, %d bytes", command, name, len(got.files[name]))
		}
	}
	switch {
	case got.memory == old.memory:
		g.before++
	case behind:
		g.ahead++
		g.mend(command, want)
	default:
		g.after++
	}
	g.Must("store", "check")
}

// mend runs a command again whose file is missing: it is written.
func (g *crasher) mend(command []string, want state) {
	g.t.Helper()
	g.Advance(2 * time.Second)
	g.Must(command...)
	for name, text := range g.contents() {
		if text != want.files[name] {
			g.t.Fatalf("%v again: %s is another", command, name)
		}
	}
}

func (g *crasher) state() state { return state{g.memory(), g.contents()} }

func (g *crasher) contents() map[string]string {
	contents := map[string]string{}
	for _, name := range files {
		contents[name] = g.Read(name)
	}
	return contents
}

// memory is all that the store remembers of the model, without ids and times,
// which differ from run to run.
func (d *workspace) memory() string {
	d.T.Helper()
	var text bytes.Buffer
	tell := func(format string, values ...any) { fmt.Fprintf(&text, format+"\n", values...) }
	if err := remembered(d.Home, "acme", tell); err != nil {
		d.T.Fatal(err)
	}
	return text.String()
}
