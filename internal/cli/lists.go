package cli

import (
	"iter"

	"github.com/ledgerlink/ledgerlink/internal/export"
)

// textTable is a table of words for CSV.
func textTable(names []string, rows iter.Seq[[]string]) export.Table {
	columns := make([]export.Column, len(names))
	for i, name := range names {
		columns[i] = export.Column{Name: name, Kind: export.Text}
	}
	return export.Table{Columns: columns, Rows: rows}
}

// objects are the rows of a table as JSON objects.
func objects(t export.Table) []map[string]any {
	rows := []map[string]any{}
	for cells := range t.Rows {
		row := make(map[string]any, len(cells))
		for i, cell := range cells {
			row[t.Columns[i].Name] = cell
			if t.Columns[i].Kind == export.Flag {
				row[t.Columns[i].Name] = cell == "true"
			}
		}
		rows = append(rows, row)
	}
	return rows
}
