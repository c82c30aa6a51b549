package mapping

import (
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Check holds edits against the charts of the model's entities: every line must
// name an entity of the model and an account of its chart, and no account may
// come twice. The error is Problems and names all lines, of a duplicate the
// later one. Lines that Read refused go in, so that one run names everything.
func Check(edits []Edit, refused Problems, charts map[string]*ledger.Chart) error {
	known := make(map[key]bool)
	for entity, chart := range charts {
		for _, account := range chart.Accounts {
			known[key{entity, account.ID}] = true
		}
	}
	problems := append(Problems(nil), refused...)
	seen := make(map[key]int, len(edits))
	for _, edit := range edits {
		k := key{edit.Entity, edit.AccountID}
		switch earlier, twice := seen[k]; {
		case twice:
			problems = append(problems, Problem{edit.Line, fmt.Sprintf("account %s of %s is on line %d already", k.account, k.entity, earlier)})
		case charts[k.entity] == nil:
			problems = append(problems, Problem{edit.Line, fmt.Sprintf("the model has no entity %q with an imported chart of accounts", k.entity)})
		case !known[k]:
			problems = append(problems, Problem{edit.Line, fmt.Sprintf("%s has no account with the id %q", k.entity, k.account)})
		}
		if _, ok := seen[k]; !ok {
			seen[k] = edit.Line
		}
	}
	return problems.sorted()
}

type key struct{ entity, account string }
