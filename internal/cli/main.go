// Package cli is the command line: one file a command, one place that turns
// errors into messages and exit codes. It runs in-process, so tests drive the
// whole tool through Main.
package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/ledgerlink/ledgerlink/internal/fault"
)

// Main runs the tool with the arguments behind its name and returns its exit
// code. It ends early and cleanly when ctx ends or the process is interrupted.
func Main(ctx context.Context, args []string, streams Streams, options ...Option) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second Ctrl-C ends the process at once

	a := newApp(streams, options...)
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil {
		a.print(interrupted())
		return int(fault.Interrupted)
	}
	if err == nil {
		return 0
	}
	return int(a.report(err))
}
