package model

import "errors"

// What every store returns, wrapped with the name of the record.
var (
	// ErrNotFound says that a record is not in the store.
	ErrNotFound = errors.New("not in the store")
	// ErrLinked says that a connection reads another organisation already.
	ErrLinked = errors.New("linked to another organisation already")
	// ErrBusy says that somebody else is using a store or holds the lock of a
	// sign-in, and still did after a while.
	ErrBusy = errors.New("another ledgerlink process is using it")
)
