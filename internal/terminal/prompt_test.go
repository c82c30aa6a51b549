package terminal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func prompter(input io.Reader, out io.Writer) *Prompter {
	return &Prompter{Streams: Streams{In: input}, Printer: &Printer{W: out}, Lines: NewLines(input)}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bool{"y\n": true, " YES \n": true, "\n": false, "n\n": false, "yesterday\n": false} {
		var out bytes.Buffer
		got, err := prompter(strings.NewReader(answer), &out).Confirm(t.Context(), "Sure?")
		if got != want || err != nil || out.String() != "Sure? [y/N] " {
			t.Errorf("%q: %t, %v, %q", answer, got, err, out.String())
		}
	}
}

func TestChooseAsksUntilTheAnswerWillDo(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	got, err := prompter(strings.NewReader("three\n3\n\n2\n"), &out).Choose(t.Context(), "Which?", []string{"a", "b"})
	if got != 1 || err != nil || strings.Count(out.String(), "from 1 to 2") != 3 {
		t.Errorf("%d, %v\n%s", got, err, out.String())
	}
}

func TestQuestionsEndWithTheInput(t *testing.T) {
	t.Parallel()
	p := prompter(strings.NewReader(""), io.Discard)
	if _, err := p.Ask(t.Context(), "Name?"); !errors.Is(err, ErrNoAnswer) {
		t.Error(err)
	}
	if _, err := p.Secret(t.Context(), "Secret?"); !errors.Is(err, ErrNoAnswer) {
		t.Error(err)
	}
}

func TestQuestionsEndWithTheContext(t *testing.T) {
	t.Parallel()
	input, person := io.Pipe()
	defer func() { _ = person.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := prompter(input, io.Discard).Ask(ctx, "Name?"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
