package store

import "errors"

// What can be wrong with the store. Errors that wrap one of the last five are
// *fault.Error values that name the file and say what to do.
var (
	ErrNotFound = errors.New("not in the store")
	ErrLinked   = errors.New("linked to another organisation already")
	ErrBusy     = errors.New("another ledgerlink process is using it")
	ErrDamaged  = errors.New("the file is damaged")
	ErrNewer    = errors.New("a newer version of ledgerlink wrote it")
	ErrSealed   = errors.New("its secrets cannot be unsealed")
	ErrFolder   = errors.New("the folder cannot be used")
)
