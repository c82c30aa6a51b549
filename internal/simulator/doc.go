// Package simulator is one server that is Xero under /xero and QuickBooks under
// /quickbooks.
package simulator
