// Package readonly sends GET requests to a provider's API and can do nothing
// else. It bounds every answer, keeps within the provider's limits, repeats what
// is worth repeating and reports every exchange. Packages xero and quickbooks
// are built on it; programs need it for Config, which both take.
//
// Errors about the provider or its answers are *ledger.Error, which work with
// errors.Is (ledger.ErrUnavailable and others). Errors of the token source and
// of the context pass through unchanged.
package readonly
