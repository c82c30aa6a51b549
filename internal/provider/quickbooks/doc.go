// Package quickbooks is QuickBooks Online as a provider of ledgerlink: package
// pkg/quickbooks reads it, this package signs people in and knows what else is
// particular to it.
package quickbooks
