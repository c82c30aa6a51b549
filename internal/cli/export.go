package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/importer"
)

func newExport(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a file from memory, offline",
		Long: `Write the chart of accounts or the actuals from what was imported before, in any
layout and range, without asking the provider.`,
	}
	cmd.AddCommand(newExportCOA(a), newExportActuals(a))
	return cmd
}

func newExportCOA(a *app) *cobra.Command {
	var o importCOAOptions
	cmd := &cobra.Command{
		Use:   "coa --model MODEL",
		Short: "Write the chart of accounts from memory",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			request, err := o.request(a)
			if err != nil {
				return err
			}
			return a.importing(func(im *importer.Importer) (*importer.Result, error) {
				return im.ExportCOA(cmd.Context(), request)
			})
		},
	}
	o.bindCOA(cmd)
	return withExitCodes(cmd)
}

func newExportActuals(a *app) *cobra.Command {
	var o importActualsOptions
	cmd := &cobra.Command{
		Use:   "actuals --model MODEL",
		Short: "Write actuals from memory",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.runExportActuals(cmd.Context(), o) },
	}
	o.bindActuals(cmd)
	return withExitCodes(cmd)
}

func (a *app) runExportActuals(ctx context.Context, o importActualsOptions) error {
	request, err := o.request(a)
	if err != nil {
		return err
	}
	return a.importing(func(im *importer.Importer) (*importer.Result, error) { return im.ExportActuals(ctx, request) })
}
