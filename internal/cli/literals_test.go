package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// Commands and flags are named in this package only: the packages below return
// errors and data, and hints.go says what to type.
func TestOnlyTheCommandLineNamesCommandsAndFlags(t *testing.T) {
	t.Parallel()
	var commands []string
	for _, command := range newRoot(newEnv(terminal.Streams{Out: io.Discard, Err: io.Discard})).Commands() {
		commands = append(commands, command.Name())
	}
	named := regexp.MustCompile(`(^|[\s"'(\x60])(--[a-z][a-z-]+|-o FILE)|\bledgerlink (` + strings.Join(commands, "|") + `)\b`)
	for _, folder := range []string{"..", "../../pkg"} {
		for path, literals := range literalsIn(t, folder) {
			for _, literal := range literals {
				if named.MatchString(literal) {
					t.Errorf("%s: %q", path, literal)
				}
			}
		}
	}
}

// literalsIn returns the string literals of a folder's Go files by their path,
// without those of the command line, of the program that tests run and of tests.
func literalsIn(t *testing.T, folder string) map[string][]string {
	t.Helper()
	literals := make(map[string][]string)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			switch filepath.ToSlash(path) {
			case "../cli", "../docsgen", "../simulator/simtest", "../acceptance":
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil {
					literals[path] = append(literals[path], text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return literals
}
