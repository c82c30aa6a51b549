// Package export turns charts and actuals into rows, rows into CSV or JSON, and
// bytes into files that are written whole or not at all.
//
// Everything is streamed: a table is a list of columns and a sequence of rows,
// and no layout is ever built in one piece. The same table gives the same bytes.
package export
