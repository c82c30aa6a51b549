package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/history"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func newExport(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a file from the last import, offline",
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
		Short: "Write the chart of accounts of the last import",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runExportCOA(cmd.Context(), env, o) },
	}
	o.bindCOA(cmd)
	return withExitCodes(cmd)
}

func runExportCOA(ctx context.Context, env *Env, o importCOAOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	return exporting(env, &importer.Result{Model: o.model}, func(st *store.Store) (*history.Exported, error) {
		return history.ExportCOA(ctx, st, history.COAOptions{
			Model: o.model, Entity: o.entity, IncludeArchived: o.archived, Types: env.providers.AccountTypes, File: o.output(env),
		})
	})
}

func newExportActuals(env *Env) *cobra.Command {
	var o importActualsOptions
	cmd := &cobra.Command{
		Use:   "actuals --model MODEL",
		Short: "Write the actuals of the last import",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runExportActuals(cmd.Context(), env, o) },
	}
	o.bindActuals(cmd)
	return withExitCodes(cmd)
}

func runExportActuals(ctx context.Context, env *Env, o importActualsOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	result := &importer.Result{Model: o.model, Basis: o.basis, Layout: o.layout}
	return exporting(env, result, func(st *store.Store) (*history.Exported, error) {
		return history.ExportActuals(ctx, st, history.ActualsOptions{
			Model: o.model, Entity: o.entity, Months: o.months, Today: ledger.DateOf(env.now()),
			Basis: o.basis, Layout: o.layout, Types: env.providers.AccountTypes, File: o.output(env),
		})
	})
}

// exporting writes a file from the last import and tells what it has, as an
// import does.
func exporting(env *Env, result *importer.Result, write func(*store.Store) (*history.Exported, error)) error {
	st, err := env.store()
	if err != nil {
		return err
	}
	exported, err := write(st)
	if err != nil {
		return err
	}
	result.Range, result.Files = exported.Range, []export.File{exported.File}
	for _, entity := range exported.Entities {
		result.Entities = append(result.Entities, importer.EntityResult{Summary: entity, LastImported: true})
	}
	printSummary(env, result)
	return nil
}
