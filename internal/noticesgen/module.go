package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

// module is something that has one set of licence files.
type module struct {
	Path    string
	Version string
	Dir     string   // where its source is
	Linked  []string // folders of the linked packages, relative to Dir
}

// addModules adds the modules that are linked into a program for one system to
// found, but for the program's own.
func addModules(ctx context.Context, found map[string]module, program, system string) error {
	const format = `{{with .Module}}{{if not .Main}}{{.Path}}{{"\t"}}{{.Version}}{{"\t"}}{{.Dir}}{{"\t"}}{{$.ImportPath}}{{end}}{{end}}`
	out, err := goCommand(ctx, []string{"CGO_ENABLED=0", "GOOS=" + system}, "list", "-deps", "-f", format, program)
	if err != nil {
		return err
	}
	for line := range strings.Lines(out) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 4 {
			continue
		}
		m := found[fields[0]]
		m.Path, m.Version, m.Dir = fields[0], fields[1], fields[2]
		m.Linked = append(m.Linked, strings.TrimPrefix(strings.TrimPrefix(fields[3], m.Path), "/"))
		found[m.Path] = m
	}
	return nil
}

// folders returns the folders of the linked packages and all above them up to
// the module's own, which is "." and comes first.
func (m module) folders() []string {
	folders := []string{"."}
	for _, folder := range m.Linked {
		for ; folder != "." && folder != ""; folder = path.Dir(folder) {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

// standardLibrary returns Go itself, which is linked into every program.
func standardLibrary(ctx context.Context) (module, error) {
	out, err := goCommand(ctx, nil, "env", "GOROOT", "GOVERSION")
	if err != nil {
		return module{}, err
	}
	root, version, _ := strings.Cut(strings.TrimSpace(out), "\n")
	return module{Path: "Go standard library", Version: version, Dir: root}, nil
}

// goCommand returns the output of the go command.
func goCommand(ctx context.Context, environment []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), environment...)
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, bytes.TrimSpace(exit.Stderr))
	}
	return string(out), err
}
