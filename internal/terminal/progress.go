package terminal

import (
	"fmt"
	"io"
	"strings"
)

// progressWidth is how many characters a full bar has.
const progressWidth = 30

// Progress draws a bar on one line of a terminal, over and over, until it is
// cleared.
type Progress struct {
	W     io.Writer
	Label string
	drawn int // characters on the line
}

// Show draws how much of total is done. With a total of one there is nothing to
// watch.
func (p *Progress) Show(done, total int) {
	if total = max(total, done); total < 2 {
		return
	}
	full := progressWidth * done / total
	line := fmt.Sprintf("%s [%s%s] %d/%d", p.Label, strings.Repeat("=", full), strings.Repeat(" ", progressWidth-full), done, total)
	p.draw(line)
}

// Clear takes the bar away.
func (p *Progress) Clear() {
	if p.drawn > 0 {
		p.draw("")
		_, _ = io.WriteString(p.W, "\r")
	}
}

// draw replaces what is on the line. That it could not be drawn is no reason to
// stop.
func (p *Progress) draw(line string) {
	rest := max(0, p.drawn-len(line))
	_, _ = io.WriteString(p.W, "\r"+line+strings.Repeat(" ", rest))
	p.drawn = len(line)
}
