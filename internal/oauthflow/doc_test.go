package oauthflow

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEveryLineOfTheChecklistHasItsTest(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]string{"": testsIn(t, "."), "connection.": testsIn(t, filepath.Join("..", "connection"))}
	named := regexp.MustCompile(`(connection\.)?(Test\w+)`).FindAllStringSubmatch(string(doc), -1)
	if len(named) < 20 {
		t.Fatalf("the checklist names %d tests", len(named))
	}
	for _, name := range named {
		if !strings.Contains(written[name[1]], "func "+name[2]+"(t *testing.T)") {
			t.Errorf("there is no %s", name[0])
		}
	}
}

func testsIn(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}
