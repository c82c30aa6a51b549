package browser

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/simtest"
)

// build makes the program once, as a release does.
var build = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "ledgerlink-browser-")
	if err != nil {
		return "", err
	}
	built = filepath.Join(folder, "ledgerlink")
	if runtime.GOOS == "windows" {
		built += ".exe"
	}
	command := exec.Command("go", "build", "-o", built, "github.com/ledgerlink/ledgerlink/cmd/ledgerlink")
	command.Stderr = os.Stderr
	return built, command.Run()
})

var built string // set once build was called

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(filepath.Dir(built))
	}
	os.Exit(code)
}

// workspace is where somebody works: an empty folder, and a home that nobody shares.
type workspace struct {
	t      *testing.T
	folder string
	env    []string
}

func newWorkspace(t *testing.T, env ...string) *workspace {
	t.Helper()
	folder := t.TempDir()
	return &workspace{t, folder, append([]string{
		"LEDGERLINK_HOME=" + filepath.Join(folder, "home"),
		"HOME=" + folder,
		"PATH=" + folder, // no browser is there to be opened
		"TMPDIR=" + folder,
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/ledgerlink",
	}, env...)}
}

// process is the program under way.
type process struct {
	*exec.Cmd
	t        *testing.T
	out      bytes.Buffer
	address  chan *url.URL // what it asks to be opened
	messages sync.WaitGroup
	mu       sync.Mutex
	said     strings.Builder
}

func (d *workspace) start(args ...string) *process {
	d.t.Helper()
	program, err := build()
	if err != nil {
		d.t.Fatal(err)
	}
	p := &process{Cmd: exec.CommandContext(d.t.Context(), program, args...), t: d.t, address: make(chan *url.URL, 9)}
	p.Dir, p.Env, p.Stdout = d.folder, d.env, &p.out
	messages, err := p.StderrPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	p.messages.Go(func() { p.listen(messages) })
	return p
}

// listen keeps what the program says and watches out for an address.
func (p *process) listen(messages io.Reader) {
	for lines := bufio.NewScanner(messages); lines.Scan(); {
		p.mu.Lock()
		p.said.WriteString(lines.Text() + "\n")
		p.mu.Unlock()
		if address, err := url.Parse(lines.Text()); err == nil && address.Query().Has("state") {
			p.address <- address
		}
	}
}

func (p *process) messagesSoFar() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// wants waits for the end and its exit code.
func (p *process) wants(code int) *process {
	p.t.Helper()
	p.messages.Wait()
	err := p.Wait()
	if exited := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exited) {
		p.t.Fatal(err)
	}
	if got := p.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("%v ended with %d, want %d\n%s%s", p.Args[1:], got, code, p.out.String(), p.messagesSoFar())
	}
	return p
}

// asks waits for the address of a sign-in.
func (p *process) asks() *url.URL {
	p.t.Helper()
	select {
	case address := <-p.address:
		return address
	case <-time.After(20 * time.Second):
		p.t.Fatalf("it asks for no sign-in:\n%s", p.messagesSoFar())
		return nil
	}
}

func TestVersion(t *testing.T) {
	p := newWorkspace(t).start("version").wants(0)
	if shape := regexp.MustCompile(`^ledgerlink \S+ \w+/\w+ go1\.\S+\n$`); !shape.MatchString(p.out.String()) {
		t.Errorf("it says %q", p.out.String())
	}
}

func TestDemo(t *testing.T) {
	d := newWorkspace(t)
	began := time.Now()
	p := d.start("demo").wants(0)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("a newcomer waits for %s", took)
	}
	for _, name := range []string{"harbour-coa.csv", "harbour-actuals.csv", "cedar-coa.csv", "cedar-actuals.csv"} {
		if info, err := os.Stat(filepath.Join(d.folder, "ledgerlink-demo", name)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if !strings.Contains(p.messagesSoFar(), "ledgerlink connect xero --model acme") {
		t.Errorf("it does not say how to go on:\n%s", p.messagesSoFar())
	}
	if _, err := os.Stat(filepath.Join(d.folder, "home")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it touched the user's own store: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(d.folder, "ledgerlink-demo-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v behind (%v)", left, err)
	}
}

// A sign-in that waits ends at once and cleanly with Ctrl-C, as does a simulator.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send Ctrl-C to another on Windows")
	}
	port := simtest.FreePort(t)
	for _, args := range [][]string{
		{"connect", "xero", "--model", "acme", "--no-browser", "--port", port},
		{"connect", "xero", "--model", "acme", "--no-browser", "--port", port}, // the port is free again
	} {
		d := newWorkspace(t, "LEDGERLINK_SIMULATOR=http://127.0.0.1:1")
		p := d.start(args...)
		p.asks()
		if err := p.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		p.wants(130)
		if !strings.Contains(p.messagesSoFar(), "ledgerlink: interrupted") || p.out.Len() > 0 {
			t.Errorf("it says %q and %q", p.messagesSoFar(), p.out.String())
		}
	}
}
