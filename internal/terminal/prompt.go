package terminal

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// ErrNoAnswer reports that standard input ended before the answer to a question.
var ErrNoAnswer = errors.New("standard input ended before the answer")

// Prompter asks questions. Whoever uses one makes sure that there is a terminal.
type Prompter struct {
	Streams
	Printer *Printer // writes the questions
	Lines   *Lines   // reads the answers
}

// Ask puts a question and returns the answer without spaces around it.
func (p *Prompter) Ask(ctx context.Context, question string) (string, error) {
	p.question(question)
	answer, err := p.Lines.Next(ctx)
	if errors.Is(err, io.EOF) {
		return "", ErrNoAnswer
	}
	return strings.TrimSpace(answer), err
}

// AskUntil asks until check accepts the answer, and says each time what is wrong
// with it.
func (p *Prompter) AskUntil(ctx context.Context, question string, check func(answer string) error) (string, error) {
	for {
		answer, err := p.Ask(ctx, question)
		if err != nil {
			return "", err
		}
		if err = check(answer); err == nil {
			return answer, nil
		}
		p.Printer.Print("%s", err)
	}
}

// Confirm reports whether the answer to a question is yes. An empty answer is no.
func (p *Prompter) Confirm(ctx context.Context, question string) (bool, error) {
	answer, err := p.Ask(ctx, question+" [y/N]")
	switch strings.ToLower(answer) {
	case "y", "yes":
		return true, err
	}
	return false, err
}

// Choose asks which of several numbered options is meant and returns its index.
func (p *Prompter) Choose(ctx context.Context, question string, options []string) (int, error) {
	for i, option := range options {
		p.Printer.Print("  %d  %s", i+1, option)
	}
	last := strconv.Itoa(len(options))
	answer, err := p.AskUntil(ctx, question+" [1-"+last+"]", func(answer string) error {
		if n, err := strconv.Atoi(answer); err != nil || n < 1 || n > len(options) {
			return errors.New("answer with a number from 1 to " + last)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(answer)
	return n - 1, err
}

// Secret asks for something that is not shown while it is typed. Where input is
// not a terminal it is read as any line.
func (p *Prompter) Secret(ctx context.Context, question string) (string, error) {
	file, ok := p.In.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return p.Ask(ctx, question)
	}
	p.question(question)
	secret, err := readHidden(ctx, int(file.Fd()))
	p.Printer.Print("")
	return strings.TrimSpace(secret), err
}

func (p *Prompter) question(question string) {
	_, _ = io.WriteString(p.Printer.W, p.Printer.Sprintf("%s ", question).String())
}

// readHidden reads a line of a terminal without showing it. When ctx ends first
// the terminal shows again what is typed; the read itself cannot be ended.
func readHidden(ctx context.Context, fd int) (string, error) {
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	type result struct {
		text []byte
		err  error
	}
	read := make(chan result, 1)
	go func() {
		text, err := term.ReadPassword(fd)
		read <- result{text, err}
	}()
	select {
	case r := <-read:
		if errors.Is(r.err, io.EOF) {
			r.err = ErrNoAnswer
		}
		return string(r.text), r.err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(fd, before))
	}
}
