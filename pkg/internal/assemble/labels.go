package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

const (
	checkLabel   = "the name beside an account's id is the account's"
	checkMissing = "accounts missing from the chart of accounts"
)

// Labels knows under which labels reports show each account. The zero value is
// ready to use.
type Labels struct {
	names  map[string]string   // of the accounts, by id
	owners map[string][]string // ids, by label
}

// Add adds an account or synthetic line, its name, and the other labels under
// which reports show it.
func (l *Labels) Add(id, name string, labels ...string) {
	if l.names == nil {
		l.names, l.owners = map[string]string{}, map[string][]string{}
	}
	l.names[id] = name
	for _, label := range append(labels, name) {
		if label = strings.TrimSpace(label); label != "" && !slices.Contains(l.owners[label], id) {
			l.owners[label] = append(l.owners[label], id)
		}
	}
}

// Check compares the label beside an id in a report with the accounts. One that
// is the name of another account is a *ledger.MismatchError: the id or the
// figures beside it are another's. One that is nobody's name is a rename, which
// changes nothing, so renamed is true. report and period say where it stands.
func (l *Labels) Check(report, period, id string, labels ...string) (renamed bool, err error) {
	for _, label := range labels {
		label = strings.TrimSpace(label)
		owners := l.owners[label]
		switch {
		case label == "", slices.Contains(owners, id):
			return false, nil
		case len(owners) > 0:
			ours := "the name of no account in the chart"
			if name, known := l.names[id]; known {
				ours = sanitize.Line(name)
			}
			return false, &ledger.MismatchError{
				Kind: ledger.MismatchChart, Check: report + ": " + checkLabel, Account: sanitize.Line(id), Period: period,
				Ours: ours, Ledgers: sanitize.Line(label),
			}
		}
	}
	_, known := l.names[id]
	return known, nil
}

// MissingCheck says in the checks that a report shows accounts that the chart
// lacks: nothing could be compared.
func MissingCheck() ledger.Check {
	return ledger.Check{Name: checkMissing, Against: ledger.SecondReport}
}

// SortRenamed returns accounts under two names by id.
func SortRenamed(renamed map[string]ledger.Renamed) []ledger.Renamed {
	var list []ledger.Renamed
	for _, id := range slices.Sorted(maps.Keys(renamed)) {
		list = append(list, renamed[id])
	}
	return list
}
