// Package export turns the last imported values of entities into rows, and rows
// into CSV or JSON.
//
// Everything is streamed: a table is a list of columns and a sequence of rows,
// and no layout is ever built in one piece. The same table gives the same bytes.
package export
