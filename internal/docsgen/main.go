// Command docsgen writes the manual pages and the shell completions of
// ledgerlink from its commands. It is run when a release is packed and is no
// part of the tool.
//
// The same commands, version and time give the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
)

func main() {
	if err := run(os.Args[1:], os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		fmt.Fprintln(os.Stderr, "docsgen:", err)
		os.Exit(1)
	}
}

// run writes DIR/man and DIR/completions. epoch is the time of the manual pages
// where the arguments do not give one, in seconds since 1970.
func run(args []string, epoch string) error {
	flags := flag.NewFlagSet("docsgen", flag.ContinueOnError)
	dir := flags.String("dir", "dist-docs", "folder to write to")
	version := flags.String("version", "dev", "version shown in the manual pages")
	readme := flags.String("readme", "README.md", "file with the table of environment variables")
	seconds := flags.String("time", epoch, "time of the commit, in seconds since 1970 (default: SOURCE_DATE_EPOCH)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	date, err := dateOf(*seconds)
	if err != nil {
		return err
	}
	variables, err := readVariables(*readme)
	if err != nil {
		return err
	}
	root := cli.Commands()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	manual := &manual{version: *version, date: date, variables: variables}
	if err := manual.write(filepath.Join(*dir, "man"), root); err != nil {
		return err
	}
	return writeCompletions(filepath.Join(*dir, "completions"), root)
}

// dateOf returns the day in UTC of a time in seconds since 1970, YYYY-MM-DD.
func dateOf(seconds string) (string, error) {
	if seconds == "" {
		return "", errors.New("no time given: use -time or SOURCE_DATE_EPOCH")
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return "", fmt.Errorf("invalid time %q: use seconds since 1970", seconds)
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly), nil
}
