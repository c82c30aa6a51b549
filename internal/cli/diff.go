package cli

import (
	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

type diffOptions struct {
	target
	first, second string // ids of imports
	format        listFormat
}

func newDiff(env *Env) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff IMPORT IMPORT --model MODEL",
		Short: "Compare the amounts of two imports",
		Long: `Compare what two imports said about the months that the older one covers. An amount
that changed and changed back in between is not a difference. The ids are those
that history lists.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			o.first, o.second = args[0], args[1]
			return runDiff(env, o)
		},
	}
	o.bind(cmd)
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, exitSignIn)
}

func runDiff(env *Env, o diffOptions) error {
	return listChanges(env, &o.target, o.format, func(st *store.Store) ([]model.Change, error) {
		return history.Diff(st, o.model, o.first, o.second)
	})
}
