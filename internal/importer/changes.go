package importer

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Changes lists what the imports since one found, oldest import first: after the
// import with the id since, or from the day since on (YYYY-MM-DD, UTC); what the
// last import of actuals found where since is empty. An empty entity means all.
// An unknown import is a fault with exit code 2.
func Changes(s model.Viewer, name, entity, since string) ([]model.Change, error) {
	var changes []model.Change
	err := s.View(func(r model.Reader) error {
		imports, err := recorded(r, name)
		if err != nil {
			return err
		}
		ids, err := importsSince(imports, since)
		if err != nil {
			return err
		}
		changes, err = r.Changes(name, ids...)
		return err
	})
	return slices.DeleteFunc(changes, func(c model.Change) bool { return entity != "" && c.Entity != entity }), err
}

func importsSince(imports []model.Import, since string) ([]string, error) {
	first := len(imports) - 1
	for first > 0 && imports[first].Kind != model.Actuals {
		first--
	}
	if since != "" {
		var err error
		if first, err = firstSince(imports, since); err != nil {
			return nil, err
		}
	}
	ids := []string{}
	for _, entry := range imports[max(0, first):] {
		ids = append(ids, entry.ID)
	}
	return ids, nil
}

func firstSince(imports []model.Import, since string) (int, error) {
	if at := indexOf(imports, since); at >= 0 {
		return at + 1, nil
	}
	day, err := ledger.ParseDate(since)
	if err != nil {
		return 0, unknownImport(since, "Give an id from `ledgerlink history`, or a date like 2026-10-31.")
	}
	at := slices.IndexFunc(imports, func(entry model.Import) bool { return !ledger.DateOf(entry.StartedAt.UTC()).Before(day) })
	if at < 0 {
		at = len(imports)
	}
	return at, nil
}

func indexOf(imports []model.Import, id string) int {
	return slices.IndexFunc(imports, func(entry model.Import) bool { return entry.ID == id })
}

func unknownImport(id, do string) error {
	return fault.New(fault.Usage, "there is no import "+id, "", do)
}

// Diff lists the amounts that differ between two imports of a model, in order of
// entity, basis, account and month: what changed after the first up to the
// second, what a lock held back left out. Either order will do. An unknown
// import is a fault with exit code 2.
func Diff(s model.Viewer, name, first, second string) ([]model.Change, error) {
	var found []model.Change
	var reversed bool
	err := s.View(func(r model.Reader) error {
		imports, err := recorded(r, name)
		if err != nil {
			return err
		}
		from, to := indexOf(imports, first), indexOf(imports, second)
		if from < 0 || to < 0 {
			unknown := first
			if from >= 0 {
				unknown = second
			}
			return unknownImport(unknown, "See them: ledgerlink history --model "+name)
		}
		if reversed = from > to; reversed {
			from, to = to, from
		}
		ids := []string{}
		for _, entry := range imports[from+1 : to+1] {
			ids = append(ids, entry.ID)
		}
		found, err = r.Changes(name, ids...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return fold(found, first, second, reversed), nil
}

// fold joins changes that follow each other into one per amount.
func fold(changes []model.Change, first, second string, reversed bool) []model.Change {
	type cell struct {
		entity  string
		basis   ledger.Basis
		account string
		on      ledger.Statement
		month   ledger.Month
	}
	folded := map[cell]model.Change{}
	for _, c := range changes {
		if c.Held {
			continue
		}
		at := cell{c.Entity, c.Basis, c.AccountID, c.Statement, c.Month}
		if before, ok := folded[at]; ok {
			c.Old = before.Old
		}
		folded[at] = c
	}
	out := make([]model.Change, 0, len(folded))
	for _, c := range folded {
		if c.Old.Equal(c.New) {
			continue
		}
		if reversed {
			c.Old, c.New = c.New, c.Old
		}
		c.PreviousImportID, c.ImportID = first, second
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b model.Change) int {
		return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Basis, b.Basis),
			cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Statement, b.Statement), cmp.Compare(a.Month, b.Month))
	})
	return out
}
