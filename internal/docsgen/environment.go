package main

import (
	"fmt"
	"os"
	"strings"
)

// variable is a row of the table of environment variables.
type variable struct{ names, meaning string }

// readVariables returns the environment variables in the order of the table
// under the heading "Environment" of the README.
func readVariables(path string) ([]variable, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	_, section, _ := strings.Cut(string(text), "\n## Environment\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var variables []variable
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 4 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue // no row, or the head of the table
		}
		plain := func(cell string) string { return strings.ReplaceAll(strings.TrimSpace(cell), "`", "") }
		variables = append(variables, variable{names: plain(cells[1]), meaning: plain(cells[2])})
	}
	if len(variables) == 0 {
		return nil, fmt.Errorf("%s has no table of environment variables", path)
	}
	return variables, nil
}
