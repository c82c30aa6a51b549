// Package quickbooksapi answers the QuickBooks Online Accounting API from books:
// the query language for accounts, company and preferences, and the three
// reports an import reads, in the shape Intuit serves since 31 August 2026 and in
// the one before. Who may ask is not its business: the caller has checked the
// token and found the company's books.
//
// Shapes follow Intuit's published samples and answers observed from Intuit.
// Nothing recorded shows a report with month columns, nor any of the new shape:
// what is guessed there says so in a comment.
package quickbooksapi
