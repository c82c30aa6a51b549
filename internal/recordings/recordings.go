// Package recordings finds recorded answers of the real providers for tests. They
// are not part of the project: a clone without them skips those tests, and
// continuous integration fails without them unless LEDGERLINK_NO_SAMPLES says
// that it is a public one, which has none.
package recordings

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Path is the file or folder with the given slash-separated name below the
// samples folder that lies beside the project.
func Path(t testing.TB, name string) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..", "..", "shared", "samples")
	path := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(root); err != nil {
		if os.Getenv("CI") == "true" && os.Getenv("LEDGERLINK_NO_SAMPLES") != "true" {
			t.Fatalf("the samples are missing: %v", err)
		}
		t.Skip("recorded answers of the providers are not beside this clone")
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Read is the content of one sample.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}
