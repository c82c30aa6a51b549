package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/cli"
)

// generate runs the generator and returns its files by their path.
func generate(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	readme := filepath.Join("..", "..", "README.md")
	if err := run([]string{"-dir", dir, "-readme", readme, "-version", "1.2.3"}, "1700000000"); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestGeneratedFilesAreReproducible(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(generate(t), generate(t)); diff != "" {
		t.Errorf("two runs differ (-first +second):\n%s", diff)
	}
}

// Every command that a person can run has a page, which names each of its flags.
func TestEveryCommandHasAPage(t *testing.T) {
	t.Parallel()
	files := generate(t)
	pages := 0
	var check func(*cobra.Command)
	check = func(cmd *cobra.Command) {
		pages++
		page := files["man/"+pageName(cmd)+".1"]
		title := `.TH "` + strings.ToUpper(escape(pageName(cmd))) + `" "1" "2023\-11\-14" "ledgerlink 1.2.3"`
		if !strings.HasPrefix(page, title) {
			t.Errorf("%s: the page does not begin with %s", cmd.CommandPath(), title)
		}
		for line := range strings.Lines(cmd.LocalFlags().FlagUsages()) {
			_, flag, _ := strings.Cut(line, "--")
			flag, _, _ = strings.Cut(flag, " ")
			if flag = strings.TrimSpace(flag); !strings.Contains(page, escape("--"+flag)) {
				t.Errorf("%s: the page does not name --%s", cmd.CommandPath(), flag)
			}
		}
		for _, child := range documented(cmd) {
			check(child)
		}
	}
	check(cli.Commands())
	if pages < 30 {
		t.Errorf("only %d commands were found", pages)
	}
}

func TestPageOfImportActuals(t *testing.T) {
	t.Parallel()
	page := generate(t)["man/ledgerlink-import-actuals.1"]
	for _, want := range []string{
		".SH \"SYNOPSIS\"\n.B \"ledgerlink import actuals \\-\\-model MODEL [flags]\"\n",
		".SH \"EXIT STATUS\"\n.TP\n.B \"0\"\ndone\n",
		".TP\n.B \"5\"\nthe numbers do not tie",
		".SH \"SEE ALSO\"\nledgerlink\\-import(1), ledgerlink\\-import\\-coa(1)\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// troff finds nothing to complain about, and each shell that is there can read
// its script.
func TestGeneratedFilesAreValid(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	paths := map[string][]string{} // by extension
	for name, text := range generate(t) {
		path := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths[filepath.Ext(name)] = append(paths[filepath.Ext(name)], path)
	}
	for extension, checker := range map[string][]string{
		".1":    {"groff", "-man", "-ww", "-z", "-Tutf8"},
		".bash": {"bash", "-n"},
		".fish": {"fish", "--no-execute"},
		"":      {"zsh", "-n"},
	} {
		if _, err := exec.LookPath(checker[0]); err != nil {
			continue
		}
		out, err := exec.Command(checker[0], append(checker[1:], paths[extension]...)...).CombinedOutput()
		if err != nil || len(bytes.TrimSpace(out)) > 0 {
			t.Errorf("%s: %v\n%s", checker[0], err, out)
		}
	}
}

func TestEscape(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`--from C:\x`: `\-\-from C:\ex`,
		"it's ✗":      `it\(aqs \[u2717]`,
		"`code`":      `\(gacode\(ga`,
	} {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestLinesThatLookLikeMacros(t *testing.T) {
	t.Parallel()
	var p page
	p.line(".TH is no macro here")
	p.request("B", `say "yes"`)
	if got, want := p.text.String(), "\\&.TH is no macro here\n.B \"say \\(dqyes\\(dq\"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for name, arguments := range map[string][]string{
		"no time":       {"-dir", t.TempDir()},
		"wrong time":    {"-dir", t.TempDir(), "-time", "yesterday"},
		"no such table": {"-dir", t.TempDir(), "-time", "0", "-readme", "main.go"},
	} {
		if err := run(arguments, ""); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
