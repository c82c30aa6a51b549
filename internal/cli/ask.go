package cli

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
)

// ask puts a question on the terminal and returns the answer without spaces
// around it. Callers make sure that there is a terminal.
func (a *app) ask(ctx context.Context, question string) (string, error) {
	_, _ = io.WriteString(a.Err, a.paint(question)+" ")
	answer, err := a.lines().Next(ctx)
	if errors.Is(err, io.EOF) {
		return "", fault.New(fault.Usage, "the question got no answer", "standard input has ended")
	}
	return strings.TrimSpace(answer), err
}

// agree asks for a yes. In a script the answer is a flag, which the error
// names.
func (a *app) agree(ctx context.Context, yes bool, question string) error {
	if yes {
		return nil
	}
	if !a.Terminal {
		return fault.New(fault.Usage, "nobody can be asked", "there is no terminal", "Answer with --yes.")
	}
	answer, err := a.ask(ctx, question+" [y/N]")
	if err != nil {
		return err
	}
	switch strings.ToLower(answer) {
	case "y", "yes":
		return nil
	}
	return fault.New(fault.Usage, "nothing was changed", "you did not say yes")
}
