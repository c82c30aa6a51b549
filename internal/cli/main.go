// Package cli is the command line: one file a command, one place that turns
// errors into messages and exit codes. It runs in-process, so tests drive the
// whole tool through Main.
package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// Main runs the tool with the arguments behind its name and returns its exit
// code. It ends early and cleanly when ctx ends or the process is interrupted.
func Main(ctx context.Context, args []string, streams terminal.Streams, options ...Option) int {
	env := newEnv(streams, options...)
	root := newRoot(env)
	root.SetArgs(args)
	stop := func() {}
	defer func() { stop() }()
	// Not before a command runs: catching signals takes a thread, and until then
	// there is nothing to end cleanly.
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		ctx, stop = catchInterrupt(ctx)
		cmd.SetContext(ctx)
	}
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil || errors.Is(err, context.Canceled) {
		printError(env, &exitError{op: "interrupted", reason: "nothing was left half done"})
		return int(exitInterrupted)
	}
	if err == nil {
		return 0
	}
	return int(report(env, err))
}

// Commands returns the command tree of the tool, for the generator of the manual
// pages and completions.
func Commands() *cobra.Command { return newRoot(newEnv(terminal.Process())) }

// catchInterrupt returns a context that ends when the process is interrupted. A
// second Ctrl-C ends the process at once.
func catchInterrupt(ctx context.Context) (context.Context, func()) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	keep := context.AfterFunc(ctx, stop)
	return ctx, func() { keep(); stop() }
}
