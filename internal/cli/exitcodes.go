package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// An exitCode is how the process ends, as documented for scripts.
type exitCode int

// The exit codes.
const (
	exitOK                exitCode = 0
	exitFailure           exitCode = 1
	exitUsage             exitCode = 2
	exitSignIn            exitCode = 3
	exitWrongOrganisation exitCode = 4
	exitMismatch          exitCode = 5
	exitLimit             exitCode = 6
	exitUnavailable       exitCode = 7
	exitUnmapped          exitCode = 8
	exitRestated          exitCode = 9
	exitInterrupted       exitCode = 130
)

// meaning is what an exit code means, for the help.
func (c exitCode) meaning() string {
	return map[exitCode]string{
		exitOK:                "done",
		exitFailure:           "unexpected failure (a bug, a full disk)",
		exitUsage:             "wrong usage: unknown flag, bad value, missing answer",
		exitSignIn:            "a person must sign in, or a permission is missing",
		exitWrongOrganisation: "not the organisation this model is linked to",
		exitMismatch:          "the numbers do not tie to the ledger's own totals; nothing was written",
		exitLimit:             "provider limit reached; retry later",
		exitUnavailable:       "network or provider unavailable after retries",
		exitUnmapped:          "mapping incomplete and --strict given",
		exitRestated:          "a locked or closed month changed and --fail-on-restatement given",
		exitInterrupted:       "interrupted",
	}[c]
}

// commonCodes are the exit codes of every command.
func commonCodes() []exitCode {
	return []exitCode{exitOK, exitFailure, exitUsage, exitInterrupted}
}

// signInCodes are the further codes of commands that sign in or ask a provider.
func signInCodes() []exitCode {
	return []exitCode{exitSignIn, exitWrongOrganisation, exitLimit, exitUnavailable}
}

// readCodes are the further codes of commands that import.
func readCodes() []exitCode {
	return append(signInCodes(), exitMismatch, exitUnmapped, exitRestated)
}

// withExitCodes ends the help of a command with its exit codes: those that all
// commands have, and its own.
func withExitCodes(cmd *cobra.Command, own ...exitCode) *cobra.Command {
	codes := append(commonCodes(), own...)
	slices.Sort(codes)
	help := (&cobra.Command{}).HelpFunc() // cobra's own
	cmd.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		help(cmd, args)
		_, _ = fmt.Fprint(cmd.OutOrStdout(), exitCodesText(codes))
	})
	return cmd
}

func exitCodesText(codes []exitCode) string {
	var text strings.Builder
	text.WriteString("\nExit codes:\n")
	for _, code := range codes {
		fmt.Fprintf(&text, "  %-3d  %s\n", code, code.meaning())
	}
	return text.String()
}
