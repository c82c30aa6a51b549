package cli

import (
	"iter"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/ledgerlink/ledgerlink/internal/export"
)

// column is a heading of a table for people.
type column struct {
	name   string
	figure bool // aligned to the right
}

// writeTable draws a table on standard output. Cells come from ledgers, so
// whatever could disturb a terminal is taken out.
func (a *app) writeTable(head []column, rows [][]string) error {
	names := make([]any, len(head))
	align := make([]tw.Align, len(head))
	for i, c := range head {
		names[i] = c.name
		align[i] = tw.AlignLeft
		if c.figure {
			align[i] = tw.AlignRight
		}
	}
	table := tablewriter.NewTable(a.Out,
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithAlignment(align),
		tablewriter.WithRendition(tw.Rendition{
			Borders: tw.BorderNone,
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off},
				Lines:      tw.Lines{ShowHeaderLine: tw.Off},
			},
		}),
	)
	table.Header(names...)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = plain(cell)
		}
		if err := table.Append(cells); err != nil {
			return err
		}
	}
	return table.Render()
}

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
