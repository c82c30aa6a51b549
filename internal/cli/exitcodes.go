package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/fault"
)

// meanings says what each exit code means.
var meanings = map[fault.Code]string{
	fault.Failure:           "unexpected failure (a bug, a full disk)",
	fault.Usage:             "wrong usage: unknown flag, bad value, missing answer",
	fault.SignIn:            "a person must sign in, or a permission is missing",
	fault.WrongOrganisation: "not the organisation this model is linked to",
	fault.Mismatch:          "the numbers do not tie to the ledger's own totals; nothing was written",
	fault.Limit:             "a limit of the provider was reached; waiting is pointless now",
	fault.Unavailable:       "network or provider unavailable after retries",
	fault.Unmapped:          "mapping incomplete and --strict given",
	fault.Restated:          "a locked or closed month changed and --fail-on-restatement given",
	fault.Interrupted:       "interrupted",
}

// Sets of codes that commands can end with, besides those that all can.
var (
	signInCodes = []fault.Code{fault.SignIn, fault.WrongOrganisation, fault.Limit, fault.Unavailable}
	readCodes   = append([]fault.Code{fault.Mismatch, fault.Unmapped, fault.Restated}, signInCodes...)
)

const codesKey = "exit codes"

// endsWith notes the exit codes of a command for its help, one character a code.
func endsWith(cmd *cobra.Command, codes ...fault.Code) *cobra.Command {
	noted := []rune{rune(fault.Failure), rune(fault.Usage), rune(fault.Interrupted)}
	for _, code := range codes {
		noted = append(noted, rune(code)) //nolint:gosec // codes end at 130
	}
	cmd.Annotations = map[string]string{codesKey: string(noted)}
	return cmd
}

// exitCodes is the end of a command's help. Commands that say nothing of their
// own can end with every code only where a command of theirs can.
func exitCodes(cmd *cobra.Command) string {
	noted := cmd.Annotations[codesKey]
	if noted == "" {
		noted = endsWith(&cobra.Command{}, readCodes...).Annotations[codesKey]
	}
	var text strings.Builder
	text.WriteString("\nExit codes:\n  0    done\n")
	for _, code := range slices.Sorted(slices.Values([]rune(noted))) {
		fmt.Fprintf(&text, "  %-3d  %s\n", code, meanings[fault.Code(code)])
	}
	return text.String()
}
