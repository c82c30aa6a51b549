// Package model holds what ledgerlink knows, as plain values: which model reads
// which organisation, the sign-ins behind that, and each model's imports,
// amounts, charts, decisions, changes and locks. What can be worked out from
// them alone (the state of a sign-in, the differences of two charts, the amounts
// a new reading changes) is worked out here. It does no I/O; see package store.
package model
