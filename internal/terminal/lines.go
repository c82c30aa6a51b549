package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// maxLine bounds a line that is read; the address of an authorisation answer is
// far shorter.
const maxLine = 16 << 10

// ErrLongLine reports a line that was not read because of its length.
var ErrLongLine = errors.New("the line is too long")

// Lines reads lines from a stream so that waiting for one can be given up: a
// line that arrives later is kept for whoever asks next. One Lines has to serve
// all questions that are asked on one stream, one at a time.
type Lines struct {
	r       *bufio.Reader
	got     chan line
	pending bool
}

type line struct {
	text string
	err  error
}

// NewLines reads from r, and only while a line is being asked for.
func NewLines(r io.Reader) *Lines {
	return &Lines{r: bufio.NewReaderSize(r, maxLine), got: make(chan line, 1)}
}

// Next is the next line without its end. It returns io.EOF after the last line,
// and the context's error when waiting was given up: the read goes on then, as a
// blocked read of a terminal cannot be ended.
func (l *Lines) Next(ctx context.Context) (string, error) {
	if !l.pending {
		l.pending = true
		go func() { l.got <- readLine(l.r) }()
	}
	select {
	case next := <-l.got:
		l.pending = false
		return next.text, next.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine reads up to the end of a line. A line that is too long is skipped as
// a whole and reported.
func readLine(r *bufio.Reader) line {
	raw, more, err := r.ReadLine()
	text := string(raw)
	tooLong := more
	for more && err == nil {
		_, more, err = r.ReadLine()
	}
	if tooLong {
		return line{err: ErrLongLine}
	}
	return line{text, err}
}
