package history

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Changes lists the changes that the imports of a model found after a moment,
// oldest import first: after the import with the id since, or from the day since
// on (YYYY-MM-DD, UTC); what the last import of actuals found if since is empty.
// An empty entity means all. An import that there is not is an
// *UnknownImportError.
func Changes(s Store, name, entity, since string) ([]model.Change, error) {
	changes, err := model.Read(s, func(r model.Reader) ([]model.Change, error) {
		imports, err := model.ReadImports(r, name)
		if err != nil {
			return nil, err
		}
		first, err := firstSince(name, imports, since)
		if err != nil {
			return nil, err
		}
		return r.Changes(name, idsOf(imports[first:])...)
	})
	return slices.DeleteFunc(changes, func(c model.Change) bool { return entity != "" && c.Entity != entity }), err
}

func idsOf(imports []model.Import) []string {
	ids := make([]string, 0, len(imports))
	for _, entry := range imports {
		ids = append(ids, entry.ID)
	}
	return ids
}

// firstSince returns the index of the first import after since.
func firstSince(name string, imports []model.Import, since string) (int, error) {
	if since == "" {
		first := len(imports) - 1
		for first > 0 && imports[first].Kind != model.Actuals {
			first--
		}
		return max(0, first), nil
	}
	if at := indexOf(imports, since); at >= 0 {
		return at + 1, nil
	}
	day, err := ledger.ParseDate(since)
	if err != nil {
		return 0, &UnknownImportError{Model: name, ID: since}
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

// Diff lists the amounts that differ between two imports of a model, in order of
// entity, basis, account, statement and month: what changed after the first up
// to the second, without what a lock kept. If the first is the later one, the
// changes are turned round. An import that there is not is an
// *UnknownImportError.
func Diff(s Store, name, first, second string) ([]model.Change, error) {
	var reversed bool
	changes, err := model.Read(s, func(r model.Reader) ([]model.Change, error) {
		imports, err := model.ReadImports(r, name)
		if err != nil {
			return nil, err
		}
		from, to := indexOf(imports, first), indexOf(imports, second)
		switch {
		case from < 0:
			return nil, &UnknownImportError{Model: name, ID: first}
		case to < 0:
			return nil, &UnknownImportError{Model: name, ID: second}
		}
		reversed = from > to
		return r.Changes(name, idsOf(imports[min(from, to)+1:max(from, to)+1])...)
	})
	if err != nil {
		return nil, err
	}
	changes = joinChanges(changes)
	for i := range changes {
		if reversed {
			changes[i].Old, changes[i].New = changes[i].New, changes[i].Old
		}
		changes[i].PreviousImportID, changes[i].ImportID = first, second
	}
	return changes, nil
}

// joinChanges joins the changes of one amount that follow each other into one. A
// change that was undone is no change.
func joinChanges(changes []model.Change) []model.Change {
	type cell struct {
		entity  string
		basis   ledger.Basis
		account string
		on      ledger.Statement
		month   ledger.Month
	}
	joined := map[cell]model.Change{}
	for _, c := range changes {
		if c.Held {
			continue
		}
		at := cell{c.Entity, c.Basis, c.AccountID, c.Statement, c.Month}
		if before, ok := joined[at]; ok {
			c.Old = before.Old
		}
		joined[at] = c
	}
	out := make([]model.Change, 0, len(joined))
	for _, c := range joined {
		if !c.Old.Equal(c.New) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b model.Change) int {
		return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Basis, b.Basis),
			cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Statement, b.Statement), cmp.Compare(a.Month, b.Month))
	})
	return out
}

// EffectOnNetProfit returns what a change does to the month's net profit, profit
// positive; it is nothing for a balance-sheet account.
func EffectOnNetProfit(c model.Change) ledger.Amount {
	if c.Statement != ledger.ProfitAndLoss {
		return ledger.Amount{}
	}
	return c.Old.Sub(c.New)
}
