package terminal

import (
	"fmt"
	"io"
	"strings"
)

// Printer writes lines of text to a stream.
type Printer struct {
	W      io.Writer
	Colour bool // the stream is a terminal whose user wants colours
	Quiet  bool // write nothing but what has to be seen
}

// Info writes a line, unless the printer is quiet.
func (p *Printer) Info(format string, values ...any) {
	if !p.Quiet {
		p.Print(format, values...)
	}
}

// Print writes a line, quiet or not. That a message could not be written is no
// error: there is nobody to tell.
func (p *Printer) Print(format string, values ...any) {
	clean(values)
	_, _ = fmt.Fprintf(p.W, format+"\n", values...)
}

// Sprintf returns what Print would write, without the end of the line. It can be
// a value of a further Print.
func (p *Printer) Sprintf(format string, values ...any) Text {
	clean(values)
	return Text{fmt.Sprintf(format, values...)}
}

// Multiline returns text of several lines, each of them cleaned.
func (p *Printer) Multiline(text string) Text {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Line(line)
	}
	return Text{strings.Join(lines, "\n")}
}

// Strong returns text that stands out.
func (p *Printer) Strong(text string) Text { return p.style("\x1b[1m", text) }

// Good returns text that says that something went well.
func (p *Printer) Good(text string) Text { return p.style("\x1b[32m", text) }

// Bad returns text that says that something went wrong.
func (p *Printer) Bad(text string) Text { return p.style("\x1b[31m", text) }

func (p *Printer) style(code, text string) Text {
	if text = Line(text); p.Colour {
		text = code + text + "\x1b[0m"
	}
	return Text{text}
}
