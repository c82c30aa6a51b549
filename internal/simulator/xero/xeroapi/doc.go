// Package xeroapi answers Xero's Accounting API from books: the organisation,
// the accounts and the three reports an import reads, shaped as Xero's public
// OpenAPI file (XeroAPI/Xero-OpenAPI, xero_accounting.yaml) and answers observed
// from Xero have them, traps included. Who may ask is not its business: the
// caller has checked the token and found the tenant's books.
//
// Where nothing public shows how Xero behaves, a comment says that it is a guess.
package xeroapi
