package cli

import "github.com/spf13/cobra"

// Commands returns the command tree of the tool, for the generator of the
// manual pages and completions.
func Commands() *cobra.Command { return newRoot(newEnv(Process())) }
