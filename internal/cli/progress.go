package cli

import (
	"io"

	"github.com/schollz/progressbar/v3"

	"github.com/ledgerlink/ledgerlink/internal/importer"
)

// progress draws how far an import is, on a terminal and only where there is
// more than one call to wait for. done takes it away again.
func (a *app) progress() (observe func(importer.Progress), done func()) {
	if !a.Terminal || a.quiet || a.verbose {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(1,
		progressbar.OptionSetWriter(a.Err),
		progressbar.OptionSetDescription("Reading the ledger"),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionEnableColorCodes(false),
	)
	observe = func(p importer.Progress) {
		if total := max(p.Planned, p.Done); total > 1 {
			bar.ChangeMax(total)
			discard(bar.Set(p.Done))
		}
	}
	return observe, func() { discard(bar.Clear()); _, _ = io.WriteString(a.Err, "\r") }
}

// discard says that an error is of no interest: a progress bar that cannot be
// drawn is no reason to stop.
func discard(error) {}
