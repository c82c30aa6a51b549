package export

import (
	"cmp"
	"slices"
)

var coaColumns = columns(Text, "model", "entity", "provider", "organisation_id", "organisation",
	"account_id", "account_code", "account_name", "full_name", "parent_id", "account_type",
	"account_subtype", "account_class", "status", "currency", "system_account",
	"variable_type", "category", "subcategory", "branch", "mapping")

// COATable is the chart-of-accounts file, one row per account, sorted by entity,
// account code and account id. It sorts lines in place.
func COATable(lines []COALine) Table {
	slices.SortFunc(lines, func(a, b COALine) int {
		return cmp.Or(
			cmp.Compare(a.Source.Entity, b.Source.Entity),
			cmp.Compare(a.Account.Code, b.Account.Code),
			cmp.Compare(a.Account.ID, b.Account.ID))
	})
	return Table{Columns: coaColumns, Rows: func(yield func([]string) bool) {
		row := make([]string, 0, len(coaColumns))
		for i := range lines {
			row = lines[i].appendTo(row[:0])
			if !yield(row) {
				return
			}
		}
	}}
}

func (l *COALine) appendTo(row []string) []string {
	s, a, m := l.Source, &l.Account, &l.Mapping
	return append(row, s.Model, s.Entity, string(s.Provider), s.OrganisationID, s.Organisation,
		a.ID, a.Code, a.Name, cmp.Or(a.FullName, a.Name), a.ParentID, a.Type,
		a.Subtype, string(a.Class), string(a.Status), cmp.Or(a.Currency, s.Currency), a.SystemAccount,
		m.VariableType, m.Category, m.Subcategory, m.Branch, m.State)
}
