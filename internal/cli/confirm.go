package cli

import "context"

// confirm asks for a yes, unless --yes has given it. In a script the answer is a
// flag, which the error names.
func confirm(ctx context.Context, env *Env, yes bool, question string) error {
	if yes {
		return nil
	}
	if !env.Terminal {
		return usageError("confirmation needed, but standard input is not a terminal", "use --yes")
	}
	confirmed, err := env.prompter().Confirm(ctx, question)
	if err == nil && !confirmed {
		err = usageError("cancelled", "nothing was changed")
	}
	return err
}
