package github

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// What the documents name by its path is there. NAME in a path is any name.
func TestPathsOfTheDocumentsExist(t *testing.T) {
	named := regexp.MustCompile(`(^|[^\w./-])((internal|pkg|cmd|testdata|\.ci|\.github)/[\w./*-]+|\.golangci\.yml|\.goreleaser\.yaml)`)
	for document, least := range map[string]int{
		".github/CONTRIBUTING.md": 40, ".github/SECURITY.md": 8, ".github/PULL_REQUEST_TEMPLATE.md": 1,
		"README.md": 2, "testdata/script/README.md": 3,
	} {
		text := strings.ReplaceAll(readText(t, document), `\.`, ".") // in a regular expression
		found := named.FindAllStringSubmatch(text, -1)
		if len(found) < least {
			t.Errorf("%s names %d paths, which are too few to be all", document, len(found))
		}
		for _, match := range found {
			path := strings.TrimRight(match[2], ".")
			pattern := filepath.Join(root, strings.ReplaceAll(path, "NAME", "*"))
			if paths, err := filepath.Glob(pattern); err != nil || len(paths) == 0 {
				t.Errorf("%s: there is no %s", document, path)
			}
		}
	}
}

// Every link of a document to a file leads to one, and to a heading that it has.
func TestLinksOfTheDocumentsLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):#]*)(?:#([\w-]+))?\)`)
	for _, document := range []string{"README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"} {
		for _, match := range link.FindAllStringSubmatch(readText(t, document), -1) {
			target := document
			if match[1] != "" {
				target = filepath.Join(filepath.Dir(document), match[1])
			}
			if _, err := os.Stat(filepath.Join(root, target)); err != nil {
				t.Errorf("%s: %v", document, err)
			} else if match[2] != "" && !hasHeading(readText(t, target), match[2]) {
				t.Errorf("%s: %s has no heading #%s", document, target, match[2])
			}
		}
	}
}

// hasHeading reports whether a heading of a document has an anchor, as GitHub
// makes them: in lower case, without punctuation, with hyphens for spaces.
func hasHeading(text, anchor string) bool {
	punctuation := regexp.MustCompile(`[^\w -]`)
	for line := range strings.Lines(text) {
		if heading := strings.TrimLeft(line, "#"); heading != line {
			heading = punctuation.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), "")
			if strings.ReplaceAll(heading, " ", "-") == anchor {
				return true
			}
		}
	}
	return false
}

// Every test command in CONTRIBUTING runs a test, a fuzz target or a benchmark.
func TestTestCommandsOfContributingRunSomething(t *testing.T) {
	command := regexp.MustCompile("`go test (-race )?\\./([\\w/]+)([^`]*)`")
	chosen := regexp.MustCompile(`-(run|fuzz) (\w+)`)
	seen := command.FindAllStringSubmatch(readText(t, ".github/CONTRIBUTING.md"), -1)
	if len(seen) < 8 {
		t.Errorf("%d commands were found", len(seen))
	}
	for _, match := range seen {
		name := `\w+`
		if choice := chosen.FindStringSubmatch(match[3]); choice != nil {
			name = `\w*` + choice[2]
		}
		kind := "Test"
		switch {
		case strings.Contains(match[3], "-fuzz "):
			kind = "Fuzz"
			name = strings.TrimPrefix(name, `\w*Fuzz`)
		case strings.Contains(match[3], "-bench "):
			kind = "Benchmark"
		}
		function := regexp.MustCompile(`(?m)^func ` + kind + name)
		if !inTests(t, filepath.Join(root, match[2]), function) {
			t.Errorf("%s: there is no %s", match[0], function)
		}
	}
}

// inTests reports whether a test file of a folder matches.
func inTests(t *testing.T, folder string, function *regexp.Regexp) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if function.Match(text) {
			return true
		}
	}
	return false
}

// Every script is in the table of rules, and the table names no other.
func TestEveryScriptProvesARule(t *testing.T) {
	_, rules, _ := strings.Cut(readText(t, "testdata/script/README.md"), "\n## Rules\n")
	named := map[string]bool{}
	for line := range strings.Lines(rules) {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, ""), "|")
		if len(cells) != 4 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[2]) == "script" {
			continue
		}
		for _, name := range strings.FieldsFunc(cells[2], func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
			named[strings.TrimSpace(name)] = true
		}
	}
	scripts, err := filepath.Glob(filepath.Join(root, "testdata/script/*.txtar"))
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".txtar")
		if !named[name] {
			t.Errorf("no rule names %s", name)
		}
		delete(named, name)
	}
	for name := range named {
		if !strings.HasPrefix(name, "internal/") {
			t.Errorf("there is no script %s", name)
		}
	}
}

// readText reads a document of the project.
func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
