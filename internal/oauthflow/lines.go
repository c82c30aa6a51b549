package oauthflow

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// maxLine bounds a line that is read; authorisation answers are far shorter.
const maxLine = 16 << 10

// errLongLine says that a line was not read because of its length.
var errLongLine = errors.New("the line is too long")

// Lines reads lines from a stream so that waiting for one can be given up: the
// line that arrives later is kept for whoever asks next. One Lines has to serve
// all questions that are asked on one stream. Only one goroutine may ask at a time.
type Lines struct {
	ask     chan struct{}
	got     chan line
	pending bool
}

type line struct {
	text string
	err  error
}

// NewLines reads from r as lines are asked for. Its goroutine lives as long as
// the program, or until r ends.
func NewLines(r io.Reader) *Lines {
	l := &Lines{ask: make(chan struct{}, 1), got: make(chan line)}
	go l.read(bufio.NewReaderSize(r, maxLine))
	return l
}

// Next is the next line without its end. It returns io.EOF after the last line
// and the context's error when waiting was given up.
func (l *Lines) Next(ctx context.Context) (string, error) {
	if !l.pending {
		l.ask <- struct{}{}
		l.pending = true
	}
	select {
	case next, open := <-l.got:
		if !open {
			return "", io.EOF
		}
		l.pending = false
		return next.text, next.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// read gives one line for every ask. It closes got when the stream has ended.
func (l *Lines) read(r *bufio.Reader) {
	defer close(l.got)
	for range l.ask {
		text, ended, err := readLine(r)
		if ended && text == "" && err == nil {
			return
		}
		l.got <- line{text, err}
		if ended {
			return
		}
	}
}

// readLine reads up to the end of a line. A line that is too long is skipped as
// a whole and reported.
func readLine(r *bufio.Reader) (text string, ended bool, err error) {
	raw, more, readErr := r.ReadLine()
	text = string(raw)
	for more && readErr == nil {
		err = errLongLine
		_, more, readErr = r.ReadLine()
	}
	if err != nil {
		text = ""
	}
	return text, readErr != nil, err
}
