package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// bareProgram is the least that a cobra program with a version command can be.
const bareProgram = `package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "bare"}
	root.AddCommand(&cobra.Command{Use: "version", RunE: func(*cobra.Command, []string) error {
		_, err := fmt.Println("bare", runtime.Version())
		return err
	}})
	if root.Execute() != nil {
		os.Exit(1)
	}
}
`

// BenchmarkStartUp runs the built tool and a bare cobra program in turn, so that
// other load on the machine hits both, and reports how many times longer the
// tool takes: the shortest and the middle run, on the clock and on the
// processor. Use -benchtime 500x or more; a round is one run of each.
func BenchmarkStartUp(b *testing.B) {
	folder := b.TempDir()
	source := filepath.Join(folder, "bare.go")
	if err := os.WriteFile(source, []byte(bareProgram), 0o600); err != nil {
		b.Fatal(err)
	}
	programs := []*program{
		buildProgram(b, "bare", source),
		buildProgram(b, "ledgerlink", "github.com/ledgerlink/ledgerlink/cmd/ledgerlink"),
	}
	for b.Loop() {
		for _, p := range programs {
			p.run(b)
		}
	}
	bare, tool := programs[0], programs[1]
	for _, p := range programs {
		slices.Sort(p.clock)
		slices.Sort(p.processor)
	}
	middle := len(bare.clock) / 2
	b.ReportMetric(ratio(tool.clock[0], bare.clock[0]), "x-shortest")
	b.ReportMetric(ratio(tool.clock[middle], bare.clock[middle]), "x-median")
	b.ReportMetric(ratio(tool.processor[0], bare.processor[0]), "x-cpu-shortest")
	b.ReportMetric(ratio(tool.processor[middle], bare.processor[middle]), "x-cpu-median")
	b.ReportMetric(tool.clock[0].Seconds()*1e3, "ms-shortest")
	b.ReportMetric(float64(tool.size)/1e6, "MB-binary")
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }

// program is a program under test and how long its runs took.
type program struct {
	path      string
	size      int64
	clock     []time.Duration
	processor []time.Duration // user and system
}

// buildProgram builds as a release does. The file is written anew, as installing
// it does: the linker's own output is slower to load.
func buildProgram(b *testing.B, name, source string) *program {
	b.Helper()
	p := &program{path: filepath.Join(b.TempDir(), name+".exe")}
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", p.path+".linked", source)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	content, err := os.ReadFile(p.path + ".linked")
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(p.path, content, 0o700); err != nil {
		b.Fatal(err)
	}
	p.size = int64(len(content))
	return p
}

func (p *program) run(b *testing.B) {
	b.Helper()
	command := exec.CommandContext(b.Context(), p.path, "version")
	started := time.Now()
	if err := command.Run(); err != nil {
		b.Fatal(err)
	}
	p.clock = append(p.clock, time.Since(started))
	p.processor = append(p.processor, command.ProcessState.UserTime()+command.ProcessState.SystemTime())
}
