package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Streams are the three standard streams. Only a Terminal is asked questions,
// drawn progress on and coloured.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer

	// Terminal is true where a person sits at In and Err.
	Terminal bool
	// OutTerminal is true where a person reads Out.
	OutTerminal bool
}

// Process are the streams of this process.
func Process() Streams {
	in := int(os.Stdin.Fd())
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal:    term.IsTerminal(in) && term.IsTerminal(int(os.Stderr.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
	}
}
