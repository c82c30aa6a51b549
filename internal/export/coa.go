package export

import (
	"cmp"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var coaColumns = columns(Text, "model", "entity", "provider", "organisation_id", "organisation",
	"account_id", "account_code", "account_name", "full_name", "parent_id", "account_type",
	"account_subtype", "account_class", "status", "currency", "system_account",
	"variable_type", "category", "subcategory", "branch", "mapping")

// COATable returns the chart-of-accounts file, one row per account, sorted by
// entity, account code and account id.
func COATable(entities []Entity, includeArchived bool) Table {
	accounts := accountsOf(entities, includeArchived)
	slices.SortFunc(accounts, func(a, b chartAccount) int {
		return cmp.Or(
			cmp.Compare(a.entity.Entity, b.entity.Entity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.ID, b.ID))
	})
	return Table{Columns: coaColumns, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(coaColumns))
		for i := range accounts {
			row = accounts[i].appendTo(row[:0])
			if !yield(row) {
				return
			}
		}
	}}
}

// chartAccount is an account as the file shows it.
type chartAccount struct {
	*ledger.Account
	entity  *Entity
	mapping mapping.Mapping
}

func accountsOf(entities []Entity, includeArchived bool) []chartAccount {
	var accounts []chartAccount
	for i := range entities {
		entity := &entities[i]
		if entity.Chart == nil {
			continue
		}
		for n := range entity.Chart.Accounts {
			account := &entity.Chart.Accounts[n]
			if includeArchived || account.Status != ledger.Archived {
				accounts = append(accounts, chartAccount{account, entity, entity.Mappings[account.ID]})
			}
		}
	}
	return accounts
}

func (a *chartAccount) appendTo(row []string) []string {
	e, m := a.entity, &a.mapping
	return append(row, e.Model, e.Entity, string(e.Provider), e.Organisation.ID, e.Organisation.Name,
		a.ID, a.Code, a.Name, cmp.Or(a.FullName, a.Name), a.ParentID, a.Type,
		a.Subtype, string(a.Class), string(a.Status), cmp.Or(a.Currency, e.Organisation.Currency), a.SystemAccount,
		string(m.Type), m.Category, m.Subcategory, m.Branch, string(m.State))
}
