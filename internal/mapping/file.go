package mapping

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ledgerlink/ledgerlink/internal/formula"
)

// Edit is one line of a mapping file: what the account with the key is to be.
type Edit struct {
	Line      int // in the file, the header being line 1
	Entity    string
	AccountID string
	Decision  Decision
}

// Problem is one line of a mapping file that cannot be applied, and why.
type Problem struct {
	Line int
	What string
}

// Problems are all lines of a mapping file that cannot be applied.
type Problems []Problem

// Error names every line, each on its own line of text.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = fmt.Sprintf("line %d: %s", problem.Line, problem.What)
	}
	return strings.Join(lines, "\n")
}

// sorted is p in the order of the file, or no error where there is none.
func (p Problems) sorted() error {
	if len(p) == 0 {
		return nil
	}
	slices.SortStableFunc(p, func(a, b Problem) int { return a.Line - b.Line })
	return p
}

// The columns that are read; all others may be missing, mangled or added.
const (
	columnEntity      = "entity"
	columnAccountID   = "account_id"
	columnType        = "variable_type"
	columnCategory    = "category"
	columnSubcategory = "subcategory"
	columnBranch      = "branch"
)

var readColumns = []string{columnEntity, columnAccountID, columnType, columnCategory, columnSubcategory, columnBranch}

// Read reads a mapping file as a spreadsheet saves it: separated by commas,
// semicolons or tabs, with or without a byte order mark, with any line ends. The
// error is Problems where lines are at fault, and names all of them.
func Read(r io.Reader) ([]Edit, error) {
	buffered := bufio.NewReader(r)
	if mark, _ := buffered.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = buffered.Discard(3)
	}
	rows := csv.NewReader(buffered)
	rows.Comma = separator(buffered)
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	at, err := header(rows)
	if err != nil {
		return nil, err
	}

	var edits []Edit
	var problems Problems
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return edits, problems.sorted()
		}
		if syntax, ok := errors.AsType[*csv.ParseError](err); ok {
			problems = append(problems, Problem{syntax.StartLine, "is no line of a CSV file: " + syntax.Err.Error()})
			continue
		}
		if err != nil {
			return nil, err
		}
		line, _ := rows.FieldPos(0)
		edit, what := at.edit(row)
		edit.Line = line
		switch {
		case what != "":
			problems = append(problems, Problem{line, what})
		case edit != Edit{Line: line}:
			edits = append(edits, edit)
		}
	}
}

// separator is the character that the first line is separated by.
func separator(r *bufio.Reader) rune {
	start, _ := r.Peek(r.Size())
	first, _, _ := bytes.Cut(start, []byte("\n"))
	best, most := ',', 0
	for _, candidate := range ",;\t" {
		if n := bytes.Count(first, []byte(string(candidate))); n > most {
			best, most = candidate, n
		}
	}
	return best
}

// columnsAt is where the columns are in a row, by name.
type columnsAt map[string]int

func header(rows *csv.Reader) (columnsAt, error) {
	row, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, Problems{{1, "the file is empty"}}
	}
	if err != nil {
		return nil, Problems{{1, "is no header of a CSV file"}}
	}
	at := make(columnsAt, len(row))
	for i, name := range row {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := at[name]; twice && slices.Contains(readColumns, name) {
			return nil, Problems{{1, "there are two columns " + name}}
		}
		at[name] = i
	}
	var missing []string
	for _, name := range readColumns {
		if _, ok := at[name]; !ok {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		return nil, Problems{{1, "the header lacks " + strings.Join(missing, ", ")}}
	}
	return at, nil
}

// edit reads one row; what says what is wrong with it. A row without any of the
// columns is no edit: spreadsheets leave empty rows behind.
func (at columnsAt) edit(row []string) (edit Edit, what string) {
	cell := func(column string) string {
		if i := at[column]; i < len(row) {
			return formula.Unguard(strings.TrimSpace(row[i]))
		}
		return ""
	}
	for _, column := range readColumns {
		if !utf8.ValidString(cell(column)) {
			return edit, column + " is not UTF-8 text: save the file as \"CSV UTF-8\""
		}
	}
	kind, ok := ParseType(cell(columnType))
	edit = Edit{
		Entity: cell(columnEntity), AccountID: cell(columnAccountID),
		Decision: Decision{Type: kind, Category: cell(columnCategory), Subcategory: cell(columnSubcategory), Branch: cell(columnBranch)},
	}
	switch {
	case !ok:
		return edit, fmt.Sprintf("%q is no variable type: use %s, or nothing to unmap", cell(columnType), TypeList())
	case edit == Edit{}:
		return edit, ""
	case edit.Entity == "":
		return edit, "the entity is missing"
	case edit.AccountID == "":
		return edit, "the account_id is missing"
	}
	return edit, ""
}
