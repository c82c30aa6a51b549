// Package spoilt holds no code, only the proof of the promise that a wrong answer
// of a ledger does not become a wrong number in a model: random books are served by
// the simulated ledgers, one answer of an import is spoilt in one way, and what the
// client and package tieout make of it is compared with the books, cell by cell.
//
// The outcome of one spoilt answer is one of four:
//
//   - refused: the import ends with an error and nothing is written.
//   - harmless: every amount is right to the cent, under the right account.
//   - mislabelled: every amount is right and under the right account, but a name, a
//     code, a type or another word about an account or the organisation is not.
//   - silent: an amount is wrong by more than a cent, has the wrong sign, or stands
//     under another account or statement, and nobody is told.
//
// LEDGERLINK_SPOILT sets how many answers are spoilt for each --verify; the
// default is few. With -update the table in docs/promise.md is written anew.
package spoilt
