package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// Every command that the README shows is one: its name, its flags and the number
// of its arguments.
func TestReadmeCommandsParse(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(text)) {
		shown, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "    ledgerlink ")
		if !ok {
			continue
		}
		seen++
		command, _, _ := strings.Cut(shown, "        ") // what follows is said about it
		command, _, _ = strings.Cut(command, " > ")
		command, _, _ = strings.Cut(command, " < ")
		if err := parse(strings.Fields(strings.ReplaceAll(command, `"audit adjustments"`, "adjustments"))); err != nil {
			t.Errorf("%s: %v", shown, err)
		}
	}
	if seen < 30 {
		t.Errorf("only %d commands were found", seen)
	}
	for _, wrong := range []string{"store chek", "sttus", "connect", "refresh --quite", "store backup"} {
		if parse(strings.Fields(wrong)) == nil {
			t.Errorf("%q passes for a command", wrong)
		}
	}
}

// parse goes as far as the command itself, which it does not run.
func parse(args []string) error {
	var out bytes.Buffer
	root := newRoot(newEnv(terminal.Streams{Out: &out, Err: &out}))
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if cmd.HasSubCommands() {
		return errors.New("that is no command of " + cmd.CommandPath())
	}
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	return cmd.ValidateArgs(cmd.Flags().Args())
}
