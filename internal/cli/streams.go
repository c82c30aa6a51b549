package cli

import "github.com/ledgerlink/ledgerlink/internal/terminal"

// Streams are the standard streams of a run.
type Streams = terminal.Streams

// Process returns the streams of this process.
func Process() Streams { return terminal.Process() }
