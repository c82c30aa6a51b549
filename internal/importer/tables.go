package importer

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ChangesTable lists changes as `changes` shows them: old and new amounts in the
// account's natural sign, and what the difference does to the net profit, which
// is nothing for a balance-sheet account.
func ChangesTable(model string, changes []model.Change) export.Table {
	return export.Table{
		Columns: []export.Column{
			{Name: "model"},
			{Name: "entity"},
			{Name: "basis"},
			{Name: "account_id"},
			{Name: "account_code"},
			{Name: "account_name"},
			{Name: "period", Kind: export.Figure},
			{Name: "old_amount", Kind: export.Figure},
			{Name: "new_amount", Kind: export.Figure},
			{Name: "difference", Kind: export.Figure},
			{Name: "effect_on_net_profit", Kind: export.Figure},
			{Name: "import_id"},
			{Name: "previous_import_id"},
			{Name: "held", Kind: export.Flag},
		},
		Rows: func(yield func([]string) bool) {
			for i := range changes {
				if !yield(changeRow(model, &changes[i])) {
					return
				}
			}
		},
	}
}

func changeRow(model string, c *model.Change) []string {
	before, after := c.Class.Natural(c.Old), c.Class.Natural(c.New)
	return []string{
		model, c.Entity, string(c.Basis), c.AccountID, c.AccountCode, c.AccountName, c.Month.String(),
		before.String(), after.String(), after.Sub(before).String(), ProfitEffect(*c).String(),
		c.ImportID, c.PreviousImportID, strconv.FormatBool(c.Held),
	}
}

// ProfitEffect is what a change does to the month's net profit, profit positive.
func ProfitEffect(c model.Change) ledger.Amount {
	if c.Statement != ledger.ProfitAndLoss {
		return ledger.Amount{}
	}
	return c.Old.Sub(c.New)
}
