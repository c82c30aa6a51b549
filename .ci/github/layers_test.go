package github

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ledgerlink/ledgerlink/"

// layers is the first picture of CONTRIBUTING.
type layers struct {
	nodes  map[string]string   // the node of a folder, e.g. "store" of "internal/store"
	boxes  map[string]string   // the box of a node
	arrows map[string][]string // of nodes and boxes
}

// The packages import each other as the picture in CONTRIBUTING says, and no
// package is missing from it but those that the text names.
func TestPackagesImportAsTheLayersSay(t *testing.T) {
	picture := readLayers(t)
	used := map[string]bool{}
	for _, folder := range glob(t, "cmd/*", "internal/*", "internal/*/*", "internal/*/*/*", "pkg/*", "pkg/*/*") {
		from := picture.nodeOf(folder)
		if from == "" && !isElsewhere(folder) {
			t.Errorf("%s is not in the picture", folder)
		}
		for _, imported := range imports(t, folder) {
			to := picture.nodeOf(imported)
			if from == "" || to == "" || from == to || used[from+to] {
				continue
			}
			used[from+to] = true
			if !picture.allows(from, to) {
				t.Errorf("%s imports %s, which the picture does not say", folder, imported)
			}
		}
	}
	for from, targets := range picture.arrows {
		for _, to := range targets {
			if picture.boxes[from] != "" && picture.boxes[to] != "" && !used[from+to] {
				t.Errorf("nothing imports as %s --> %s", from, to)
			}
		}
	}
}

// isElsewhere reports whether a folder is of a package that is no layer: the text
// below the picture is about it, or it holds only tests and what they need.
func isElsewhere(folder string) bool {
	return slices.ContainsFunc([]string{"simulator", "docsgen", "noticesgen", "acceptance", "recordings"}, func(name string) bool {
		return folder == "internal/"+name || strings.HasPrefix(folder, "internal/"+name+"/")
	})
}

// readLayers reads the nodes, boxes and arrows of the picture.
func readLayers(t *testing.T) layers {
	t.Helper()
	_, picture, _ := strings.Cut(readText(t, ".github/CONTRIBUTING.md"), "```mermaid\nflowchart TB\n")
	picture, _, _ = strings.Cut(picture, "```")
	node := regexp.MustCompile(`(\w+)\["([^<"]+)[^"]*"\]`)
	l := layers{map[string]string{}, map[string]string{}, map[string][]string{}}
	box := "program"
	for line := range strings.Lines(picture) {
		fields := strings.Fields(line)
		switch {
		case fields[0] == "subgraph":
			box, _, _ = strings.Cut(fields[1], "[")
			continue
		case fields[0] == "end":
			box = "program"
			continue
		}
		for _, match := range node.FindAllStringSubmatch(line, -1) {
			l.boxes[match[1]] = box
			l.addFolders(match[1], match[2])
		}
		ends := strings.Split(strings.TrimSpace(node.ReplaceAllString(line, "$1")), " --> ")
		if len(ends) == 2 {
			l.arrows[ends[0]] = append(l.arrows[ends[0]], ends[1])
		}
	}
	return l
}

// addFolders notes the folders of a node: "internal/provider/xero, quickbooks" are
// two beside each other.
func (l layers) addFolders(node, names string) {
	first, others, _ := strings.Cut(names, ", ")
	l.nodes[first] = node
	for name := range strings.SplitSeq(others, ", ") {
		if name != "" {
			l.nodes[filepath.ToSlash(filepath.Join(filepath.Dir(first), filepath.Base(name)))] = node
		}
	}
}

// nodeOf returns the node of a folder or of the nearest one above it, else "".
func (l layers) nodeOf(folder string) string {
	for ; folder != "."; folder = filepath.ToSlash(filepath.Dir(folder)) {
		if node := l.nodes[folder]; node != "" {
			return node
		}
	}
	return ""
}

// allows reports whether a node may import another: along arrows within its box,
// down from box to box, or along an arrow of its own.
func (l layers) allows(from, to string) bool {
	a, b := l.boxes[from], l.boxes[to]
	if a == b {
		return slices.Contains(l.follow(from), to)
	}
	below := append(l.follow(from), l.follow(a)...)
	return a == "program" || slices.Contains(below, b) || slices.Contains(l.arrows[from], to)
}

// follow lists where the arrows lead to from a node or box.
func (l layers) follow(from string) (found []string) {
	for _, to := range l.arrows[from] {
		found = append(append(found, to), l.follow(to)...)
	}
	return found
}

// imports lists the folders of the project that the code in a folder imports,
// tests and the code for them left out.
func imports(t *testing.T, folder string) (folders []string) {
	t.Helper()
	if strings.HasSuffix(folder, "test") || strings.HasSuffix(folder, "/memstore") {
		return nil
	}
	for _, file := range glob(t, folder+"/*.go") {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			if path, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module); ok {
				folders = append(folders, path)
			}
		}
	}
	return folders
}

// glob lists the paths below the project that match one of the patterns.
func glob(t *testing.T, patterns ...string) (paths []string) {
	t.Helper()
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			paths = append(paths, strings.TrimPrefix(filepath.ToSlash(path), root+"/"))
		}
	}
	return paths
}
