package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/importer"
)

func newExport(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a file from memory, offline",
		Long: `Write the chart of accounts or the actuals from what was imported before, in any
layout and range, without asking the provider.`,
	}
	cmd.AddCommand(newExportCOA(env), newExportActuals(env))
	return cmd
}

func newExportCOA(env *Env) *cobra.Command {
	var o importCOAOptions
	cmd := &cobra.Command{
		Use:   "coa --model MODEL",
		Short: "Write the chart of accounts from memory",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			request, err := o.request(env)
			if err != nil {
				return err
			}
			return importing(env, func(im *importer.Importer) (*importer.Result, error) {
				return im.ExportCOA(cmd.Context(), request)
			})
		},
	}
	o.bindCOA(cmd)
	return withExitCodes(cmd)
}

func newExportActuals(env *Env) *cobra.Command {
	var o importActualsOptions
	cmd := &cobra.Command{
		Use:   "actuals --model MODEL",
		Short: "Write actuals from memory",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runExportActuals(cmd.Context(), env, o) },
	}
	o.bindActuals(cmd)
	return withExitCodes(cmd)
}

func runExportActuals(ctx context.Context, env *Env, o importActualsOptions) error {
	request, err := o.request(env)
	if err != nil {
		return err
	}
	return importing(env, func(im *importer.Importer) (*importer.Result, error) { return im.ExportActuals(ctx, request) })
}
