// Package restatement holds no code, only proofs about the model's side of the
// whole tool: that what a ledger says today, what it said before and what the
// analyst decided never get mixed up or lost.
//
//   - A group of three ledgers, one of them failing, with and without --keep-going.
//   - Random books whose past is being rewritten at random: a refresh equals a full
//     import, changes are the true difference of the books, an export equals the
//     import's file, and nothing is ever lost.
//   - The tool killed while it imports, refreshes, maps and locks: memory and files
//     are those of before or those of after.
//   - The files taken through a real spreadsheet.
//   - A store written by an earlier version of the tool.
//   - How large and how fast the memory of a large company is.
//
// The tests take the tool through its command line, in this process or in others
// started from the test binary, against package simulator; what is right is what
// package books says.
//
// LEDGERLINK_SEQUENCES sets how many random sequences are run, and
// LEDGERLINK_KILLS how many processes are killed.
package restatement
