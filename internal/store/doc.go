// Package store persists the values of package model in one bbolt file: which
// model reads which organisation, the sign-ins behind that, the user's app, and
// each model's last imported values (chart, decisions, amounts, imports, changes,
// locks). It knows no network.
//
// Every call opens the file, runs one transaction and closes it again, so two
// processes take turns and none holds the file while it waits for a provider or
// a person. A call that cannot get its turn within Options.LockTimeout fails
// with model.ErrBusy. What a call returned without an error is on disk.
//
// Tokens and client secrets are sealed (package seal); everything else is plain
// inside a file that only its owner can read. Listing connections, the state of
// sign-ins and what was imported therefore needs no key. A record that was deleted or
// replaced stays in the file's free pages until they are used again, sealed as
// it was; Rekey ends the key it was sealed with.
//
// Every value is a checksummed record of a versioned schema. A store of a newer
// schema is never opened, so a record never holds a field this version does not
// know; an older one is migrated and kept beside as a backup. Each change of a
// record's shape is a new schema version.
package store
