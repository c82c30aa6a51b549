package importer

import (
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const (
	defaultMonths = 24
	recentMonths  = 12

	// current is the value of --to that includes the running month.
	current = "current"
)

// plan works out the months asked for. today decides which month is running:
// it and later ones are not completed. Faults have exit code 2.
func plan(from, to string, today ledger.Date) (ledger.Range, error) {
	running := today.MonthOf()
	last := running - 1
	var err error
	switch to {
	case "":
	case current:
		last = running
	default:
		if last, err = parseMonth("--to", to); err != nil {
			return ledger.Range{}, err
		}
	}
	first := last - defaultMonths + 1
	if from != "" {
		if first, err = parseMonth("--from", from); err != nil {
			return ledger.Range{}, err
		}
	}
	return ledger.Range{From: first, To: last}, checkRange(first, last, running, to == "")
}

func parseMonth(flag, text string) (ledger.Month, error) {
	month, err := ledger.ParseMonth(text)
	if err != nil {
		return 0, fault.Wrap(fault.Usage, "cannot read "+flag, err)
	}
	return month, nil
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
