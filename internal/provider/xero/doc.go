// Package xero is Xero as a provider of ledgerlink: package pkg/xero reads it,
// this package signs people in and knows what else is particular to it.
package xero
