// Command noticesgen writes the copyright notices of everything that is linked
// into ledgerlink, as the licences of its modules and of Go demand of whoever
// gives the program on. It is run when a release is packed and is no part of the
// tool. It needs the go command and the modules of go.mod, and no network where
// they are in the module cache.
//
// The same go.mod and version of Go give the same bytes.
package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
)

// targets are the systems of the release, whose programs link different modules.
var targets = []string{"darwin", "linux", "windows"}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "noticesgen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("noticesgen", flag.ContinueOnError)
	out := flags.String("o", "THIRD-PARTY-NOTICES.txt", "file to write")
	program := flags.String("program", "./cmd/ledgerlink", "package of the program")
	if err := flags.Parse(args); err != nil {
		return err
	}
	modules, err := linkedModules(ctx, *program)
	if err != nil {
		return err
	}
	text, err := notices(modules)
	if err != nil {
		return err
	}
	return os.WriteFile(*out, text, 0o644) //nolint:gosec // the file is public
}

// linkedModules returns the modules of a program on all targets, Go's standard
// library first, then by path.
func linkedModules(ctx context.Context, program string) ([]module, error) {
	found := map[string]module{}
	for _, system := range targets {
		if err := addModules(ctx, found, program, system); err != nil {
			return nil, err
		}
	}
	standard, err := standardLibrary(ctx)
	modules := []module{standard}
	for _, path := range slices.Sorted(maps.Keys(found)) {
		modules = append(modules, found[path])
	}
	return modules, err
}
