package importer

import (
	"cmp"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	defaultMonths = 24
	recentMonths  = 12
)

// plan works out the months asked for. today decides which month is running:
// it and later ones are not completed. Faults have exit code 2.
func plan(o ActualsOptions, today ledger.Date) (ledger.Range, error) {
	running := today.MonthOf()
	last := cmp.Or(o.To, running-1)
	if o.ToCurrent {
		last = running
	}
	first := cmp.Or(o.From, last-defaultMonths+1)
	open := o.To == 0 && !o.ToCurrent
	return ledger.Range{From: first, To: last}, checkRange(first, last, running, open)
}

func checkRange(first, last, running ledger.Month, open bool) error {
	switch {
	case first > running || last > running:
		return fault.New(fault.Usage, "cannot read "+max(first, last).String(), "it is in the future",
			"The running month is "+running.String()+": --to current includes it.")
	case first > last && open:
		return fault.New(fault.Usage, "cannot read from "+first.String(), "the month is not over yet",
			"Add --to current to read it as it stands; it will be marked partial.")
	case first > last:
		return fault.New(fault.Usage, "cannot read "+first.String()+" to "+last.String(), "--to comes before --from")
	}
	return nil
}

// partial says which months were still running on a day.
func partial(today ledger.Date) func(ledger.Month) bool {
	return func(month ledger.Month) bool { return month >= today.MonthOf() }
}
