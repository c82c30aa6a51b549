package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// roleVariable makes this test binary play another process of the tool; its
// value is the role, the home is homeVariable.
const (
	roleVariable = "LEDGERLINK_STORE_TEST_ROLE"
	homeVariable = "LEDGERLINK_STORE_TEST_HOME"
)

func playRole(role string) int {
	s, err := Open(Options{Home: os.Getenv(homeVariable), KeyChoice: KeyFile, LockTimeout: 30 * time.Second})
	if err == nil {
		err = roles[role](s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

var roles = map[string]func(*Store) error{
	"hold":  hold,
	"count": count,
	"import": func(s *Store) error {
		for i := 1; ; i++ {
			if err := step(s, i); err != nil {
				return err
			}
			fmt.Println(i)
		}
	},
}

// hold keeps the file until its standard input ends.
func hold(s *Store) error {
	return s.Update(func(model.Writer) error {
		fmt.Println("held")
		_, err := io.Copy(io.Discard, os.Stdin)
		return err
	})
}

// turns is how often each taker of turns counts.
const turns = 8

// count adds one to two counters several times: one guarded by the transaction,
// one read and written apart, guarded by the sign-in's lock.
func count(s *Store) error {
	conn, signIn := acme("main")
	for range turns {
		err := storetest.Each(s).UpdateConnection(conn.Key, func(c *model.Connection) error {
			n, err := strconv.Atoi(c.ConnectionID)
			c.ConnectionID = strconv.Itoa(n + 1)
			return err
		})
		if err != nil {
			return err
		}
		if err := countLocked(s, idOf(signIn)); err != nil {
			return err
		}
	}
	return nil
}

func countLocked(s *Store, id string) error {
	unlock, err := s.LockSignIn(context.Background(), id)
	if err != nil {
		return err
	}
	defer unlock()
	before, err := s.BeginRefresh(id)
	if err != nil {
		return err
	}
	if before.Attempt != nil {
		return errors.New("somebody else is refreshing")
	}
	n, err := strconv.Atoi(before.Tokens.Refresh)
	if err != nil {
		return err
	}
	return s.SaveTokens(id, model.Tokens{Refresh: strconv.Itoa(n + 1)})
}

func start(t *testing.T, role, home string) (*exec.Cmd, io.WriteCloser, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleVariable+"="+role, homeVariable+"="+home)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, in, bufio.NewReader(out)
}

func TestAnotherProcessHoldsTheStore(t *testing.T) {
	home := t.TempDir()
	conn, signIn := acme("main")
	ok(t, openAt(t, home).Link(conn, signIn))
	cmd, in, out := start(t, "hold", home)
	get1[string](t)(out.ReadString('\n'))

	hasty := open(t, Options{Home: home, KeyChoice: KeyFile, LockTimeout: 150 * time.Millisecond})
	began := time.Now()
	_, err := storetest.Each(hasty).Connection(conn.Key)
	wantError(t, err, model.ErrBusy)
	if took := time.Since(began); took > 5*time.Second || !strings.Contains(err.Error(), filepath.Join(home, fileName)) {
		t.Errorf("after %v: %v", took, err)
	}

	done := make(chan error)
	go func() { done <- openAt(t, home).EndRefresh(idOf(signIn), "waited") }()
	ok(t, in.Close())
	ok(t, <-done)
	ok(t, cmd.Wait())
}

func TestProcessesTakeTurns(t *testing.T) {
	home := t.TempDir()
	s := openAt(t, home)
	conn, signIn := acme("main")
	conn.ConnectionID, signIn.Tokens.Refresh = "0", "0"
	ok(t, s.Link(conn, signIn))
	const processes, goroutines = 2, 3
	for range processes {
		cmd, _, _ := start(t, "count", home)
		defer func() { ok(t, cmd.Wait()) }()
	}
	var group sync.WaitGroup
	for range goroutines {
		group.Go(func() {
			if err := count(s); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	want := strconv.Itoa(turns * (processes + goroutines))
	t.Cleanup(func() {
		if got := get1[model.Connection](t)(storetest.Each(s).Connection(conn.Key)).ConnectionID; got != want {
			t.Errorf("transactions counted %s, want %s", got, want)
		}
		if got := get1[model.SignIn](t)(s.SignIn(idOf(signIn))).Tokens.Refresh; got != want {
			t.Errorf("the lock counted %s, want %s", got, want)
		}
	})
}

// step is one import and one refresh, both numbered.
func step(s *Store, number int) error {
	key, id := model.Key{Model: "acme", Entity: model.MainEntity}, strconv.Itoa(number)
	_, signIn := acme(model.MainEntity)
	err := s.Update(func(w model.Writer) error {
		lines := make([]ledger.Line, 200)
		for i := range lines {
			amounts := []ledger.Amount{ledger.NewAmount(int64(number), 2), ledger.NewAmount(int64(number*i), 2)}
			lines[i] = ledger.Line{AccountID: strconv.Itoa(i), Statement: ledger.BalanceSheet, NetDebit: amounts}
		}
		months := []model.MonthRead{{Month: 24300, ImportID: id}, {Month: 24301, ImportID: id}}
		return errors.Join(
			w.SetChart(key, &model.Chart{ImportID: id}),
			w.SetSeries(key, &model.Series{Basis: ledger.Accrual, Months: months, Lines: lines}),
			w.AddImport(model.Import{ID: id, Model: key.Model}),
			w.AddChanges(key.Model, id, []model.Change{{ImportID: id, Month: 24300}}),
			w.UpdateConnection(key, func(c *model.Connection) error {
				c.LastActuals = &model.ImportSummary{ID: id}
				return nil
			}),
		)
	})
	if err != nil {
		return err
	}
	if _, err := s.BeginRefresh(idOf(signIn)); err != nil {
		return err
	}
	return s.SaveTokens(idOf(signIn), tokens(id))
}

// TestKilled kills a process at random moments while it imports and refreshes.
func TestKilled(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	home := t.TempDir()
	s := openAt(t, home)
	conn, signIn := acme(model.MainEntity)
	signIn.Tokens = tokens("0")
	between := 0
	for range 30 {
		_ = os.RemoveAll(home)
		ok(t, s.Link(conn, signIn))
		cmd, _, out := start(t, "import", home)
		saved := 0
		time.AfterFunc(time.Duration(15+random.IntN(60))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				break
			}
			saved = get1[int](t)(strconv.Atoi(strings.TrimSpace(line)))
		}
		_ = cmd.Wait()
		if surviving(t, home, saved) {
			between++
		}
	}
	t.Logf("%d of 30 kills fell between an import and the tokens after it", between)
}

// surviving checks that every record is of the step that was acknowledged last
// or of the one after, and none is half done.
func surviving(t *testing.T, home string, saved int) (between bool) {
	t.Helper()
	s := openAt(t, home)
	key := model.Key{Model: "acme", Entity: model.MainEntity}
	_, signIn := acme(model.MainEntity)
	if h := get1[Health](t)(s.Check()); len(h.Problems) > 0 {
		t.Fatal(h.Problems)
	}
	got := get1[model.SignIn](t)(s.SignIn(idOf(signIn)))
	tokensOf := get1[int](t)(strconv.Atoi(strings.TrimPrefix(got.Tokens.Access, "ACCESS-")))
	if got.Tokens.Refresh != fmt.Sprintf("REFRESH-%d", tokensOf) || tokensOf < saved || tokensOf > saved+1 {
		t.Fatalf("tokens of %d, acknowledged %d", tokensOf, saved)
	}
	imports := get1[[]model.Import](t)(storetest.Each(s).Imports(key.Model))
	done := len(imports)
	if done < tokensOf || done > tokensOf+1 {
		t.Fatalf("%d imports, tokens of %d", done, tokensOf)
	}
	if done == 0 {
		return false
	}
	id := strconv.Itoa(done)
	series := get1[*model.Series](t)(storetest.Each(s).Series(key, ledger.Accrual))
	for i, line := range series.Lines {
		if !line.NetDebit[1].Equal(ledger.NewAmount(int64(done*i), 2)) {
			t.Fatalf("line %d of import %d holds %s", i, done, line.NetDebit[1])
		}
	}
	chart := get1[*model.Chart](t)(storetest.Each(s).Chart(key))
	changes := get1[[]model.Change](t)(storetest.Each(s).Changes(key.Model, id))
	last := get1[model.Connection](t)(storetest.Each(s).Connection(key)).LastActuals
	if chart.ImportID != id || imports[done-1].ID != id || len(changes) != 1 || last == nil || last.ID != id {
		t.Fatalf("import %s is half there", id)
	}
	return done > tokensOf
}
