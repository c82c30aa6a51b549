// Package bookstest draws random books for tests: any chart, tree, year end,
// dates, signs and bases that a provider allows.
package bookstest
