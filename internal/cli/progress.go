package cli

import (
	"github.com/ledgerlink/ledgerlink/internal/importer"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// newProgress draws how far an import is, on a terminal. done takes it away.
func newProgress(env *Env) (observe func(importer.Progress), done func()) {
	if !env.Terminal || env.Quiet || env.verbose {
		return nil, func() {}
	}
	bar := &terminal.Progress{W: env.Err, Label: "Reading the ledger"}
	return func(p importer.Progress) { bar.Show(p.Done, p.Planned) }, bar.Clear
}
