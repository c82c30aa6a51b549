// Package formula keeps spreadsheets from running the text cells of a CSV file as
// formulas.
package formula

import "strings"

// dangerous are the first characters that make a spreadsheet run a cell, and the
// apostrophe itself so that the guard can be taken off again. See
// https://owasp.org/www-community/attacks/CSV_Injection.
const dangerous = "=+-@\t\r'"

// Guard makes a text cell harmless for a spreadsheet: one that begins with =, +,
// -, @, a tab, a carriage return or an apostrophe gets a leading apostrophe.
func Guard(cell string) string {
	if cell != "" && strings.IndexByte(dangerous, cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

// Unguard takes off what Guard put on, for files that are read back.
func Unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte(dangerous, cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}
