package cli

import (
	"context"
	"errors"
	"io"
	"strings"
)

// ask puts a question on the terminal and returns the answer without spaces
// around it. Callers make sure that there is a terminal.
func (a *app) ask(ctx context.Context, question string) (string, error) {
	_, _ = io.WriteString(a.Err, a.paint(question)+" ")
	answer, err := a.lines().Next(ctx)
	if errors.Is(err, io.EOF) {
		return "", usageError("the question got no answer", "standard input has ended")
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
		return usageError("confirmation needed, but standard input is not a terminal", "use --yes")
	}
	answer, err := a.ask(ctx, question+" [y/N]")
	if err != nil {
		return err
	}
	switch strings.ToLower(answer) {
	case "y", "yes":
		return nil
	}
	return usageError("cancelled", "nothing was changed")
}
