package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

func newImport(env *Env) *cobra.Command {
	cmd := &cobra.Command{Use: "import", Short: "Read a ledger and write a file"}
	cmd.AddCommand(newImportCOA(env), newImportActuals(env))
	return cmd
}

// fileFlags are the flags of everything that writes a file.
type fileFlags struct {
	path   string
	format export.Format
}

func (f *fileFlags) bind(cmd *cobra.Command, usual string) {
	cmd.Flags().StringVarP(&f.path, "output", "o", "", "file to write, - for standard output (default: "+usual+")")
	choiceVar(cmd, &f.format, "format", "", "csv or json (default: as the file's name ends, else csv)", export.CSV, export.JSON)
}

// output is where the file goes.
func (f *fileFlags) output(env *Env) export.Target {
	return export.Target{Path: f.path, Format: f.format, Stdout: env.Out}
}

// strictFlags are what may end an import before anything is written.
type strictFlags struct {
	keepGoing         bool
	strict            bool
	failOnRestatement bool
}

func (f *strictFlags) bind(cmd *cobra.Command) {
	f.bindKeepGoing(cmd)
	cmd.Flags().BoolVar(&f.strict, "strict", false, "write nothing where an account with a non-zero amount has no confirmed mapping (exit 8)")
	cmd.Flags().BoolVar(&f.failOnRestatement, "fail-on-restatement", false, "write nothing where a locked or closed month changed (exit 9)")
}

func (f *strictFlags) bindKeepGoing(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.keepGoing, "keep-going", false, "where an entity cannot be read, take its last good values")
}

type importCOAOptions struct {
	target
	fileFlags
	strictFlags
	archived bool
}

func newImportCOA(env *Env) *cobra.Command {
	var o importCOAOptions
	cmd := &cobra.Command{
		Use:   "coa --model MODEL",
		Short: "Import the chart of accounts",
		Long: `Import the whole chart of accounts, archived accounts included, with what each
account is in the model: as you decided, or as suggested from its type and name.`,
		Example: "  ledgerlink import coa --model acme -o chart.csv",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runImportCOA(cmd.Context(), env, o) },
	}
	o.bindCOA(cmd)
	o.bindKeepGoing(cmd)
	return withExitCodes(cmd, readCodes()...)
}

func (o *importCOAOptions) bindCOA(cmd *cobra.Command) {
	o.target.bind(cmd)
	o.fileFlags.bind(cmd, "MODEL-coa.csv")
	cmd.Flags().BoolVar(&o.archived, "include-archived", true, "include archived and inactive accounts")
}

func runImportCOA(ctx context.Context, env *Env, o importCOAOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	return importing(env, func(im *importer.Importer) (*importer.Result, error) {
		return im.ImportCOA(ctx, importer.COAOptions{
			Model: o.model, Entity: o.entity, OmitArchived: !o.archived, KeepGoing: o.keepGoing, File: o.output(env),
		})
	})
}

type importActualsOptions struct {
	target
	fileFlags
	strictFlags
	months model.Months
	basis  ledger.Basis
	layout export.Layout
	verify ledger.Verify
}

func newImportActuals(env *Env) *cobra.Command {
	var o importActualsOptions
	cmd := &cobra.Command{
		Use:   "actuals --model MODEL",
		Short: "Import monthly actuals",
		Long: `Import the actuals of a run of months: the movement of each profit-and-loss
account, the closing balance of each balance-sheet account. Before anything is
written, every figure is tied to the ledger's own totals and, as --verify says, to
second reports: with last the trial balance of the last month; with years also the
balance sheet of the month before, and the trial balances of the first month and
at the end of each financial year; with every one at each month's end.`,
		Example: `  ledgerlink import actuals --model acme
  ledgerlink import actuals --model acme --from 2025-07 --to 2026-06 --layout wide -o year.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runImportActuals(cmd.Context(), env, o) },
	}
	o.bindActuals(cmd)
	o.strictFlags.bind(cmd)
	verifyVar(cmd, &o.verify)
	return withExitCodes(cmd, readCodes()...)
}

func (o *importActualsOptions) bindActuals(cmd *cobra.Command) {
	o.target.bind(cmd)
	o.fileFlags.bind(cmd, "MODEL-actuals.csv")
	monthVar(cmd, &o.months.From, "from", "first month, YYYY-MM (default: 24 months up to the last)")
	monthOrCurrentVar(cmd, &o.months.To, &o.months.ToCurrent, "to", "last month, YYYY-MM, or current for the running one (default: the last completed month)")
	choiceVar(cmd, &o.basis, "basis", ledger.Accrual, "accrual or cash", ledger.Accrual, ledger.Cash)
	choiceVar(cmd, &o.layout, "layout", export.Long, "long, wide or series", export.Long, export.Wide, export.Series)
}

func verifyVar(cmd *cobra.Command, verify *ledger.Verify) {
	choiceVar(cmd, verify, "verify", ledger.VerifyYears, "second reports to prove figures with: last, years or every",
		ledger.VerifyLast, ledger.VerifyYears, ledger.VerifyEvery)
}

func runImportActuals(ctx context.Context, env *Env, o importActualsOptions) error {
	if err := o.resolve(env); err != nil {
		return err
	}
	return importing(env, func(im *importer.Importer) (*importer.Result, error) {
		return im.ImportActuals(ctx, importer.ActualsOptions{
			Model: o.model, Entity: o.entity, Months: o.months, Basis: o.basis, Layout: o.layout, Verify: o.verify, File: o.output(env),
			KeepGoing: o.keepGoing, Strict: o.strict, FailOnRestatement: o.failOnRestatement,
		})
	})
}

// importing runs an import with its progress display and tells what it did.
func importing(env *Env, run func(*importer.Importer) (*importer.Result, error)) error {
	kept, err := env.store()
	if err != nil {
		return err
	}
	observe, done := newProgress(env)
	result, err := run(&importer.Importer{
		Store: kept,
		Open: func(connection model.Connection, observe func(readonly.Call)) (importer.Reader, error) {
			return openReader(env, connection, observe)
		},
		Now:      env.now,
		Version:  Version(),
		Recorder: recorder(env),
		Planned:  env.providers.PlannedCalls,
		Types:    env.providers.AccountTypes,
		Observe:  observe,
	})
	done()
	if result == nil {
		return err
	}
	printSummary(env, result)
	return err
}

func openReader(env *Env, conn model.Connection, observe func(readonly.Call)) (importer.Reader, error) {
	connector, err := newConnector(env, observe)
	if err != nil {
		return nil, err
	}
	return connector.Reader(conn)
}
