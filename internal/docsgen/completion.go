package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// writeCompletions writes one script a shell, under the file name that the
// shell's own completions have.
func writeCompletions(dir string, root *cobra.Command) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // the files are public
		return err
	}
	name := root.Name()
	scripts := []struct {
		file     string
		generate func(io.Writer) error
	}{
		{name + ".bash", func(w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
		{"_" + name, root.GenZshCompletion},
		{name + ".fish", func(w io.Writer) error { return root.GenFishCompletion(w, true) }},
		{name + ".ps1", root.GenPowerShellCompletionWithDesc},
	}
	for _, script := range scripts {
		var text bytes.Buffer
		if err := script.generate(&text); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, script.file), text.Bytes(), 0o644); err != nil { //nolint:gosec // as above
			return err
		}
	}
	return nil
}
