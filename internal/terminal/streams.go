package terminal

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Streams are the three standard streams. Questions, progress and colours are
// for terminals only.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer

	// Terminal reports whether a person sits at In and Err.
	Terminal bool
	// OutTerminal reports whether a person reads Out.
	OutTerminal bool
}

// Process returns the streams of this process.
func Process() Streams {
	in := int(os.Stdin.Fd())
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal:    term.IsTerminal(in) && term.IsTerminal(int(os.Stderr.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
	}
}
