package model

import "cmp"

// NotConnectedError says that an entity of a model is not connected.
type NotConnectedError struct{ Key Key }

// Error names the entity.
func (e *NotConnectedError) Error() string { return e.Key.String() + " is not connected" }

// ConnectionKey returns the connection that is missing.
func (e *NotConnectedError) ConnectionKey() Key { return e.Key }

// NotConnected returns the *NotConnectedError for an entity; an empty name means
// the main one.
func NotConnected(name, entity string) error {
	return &NotConnectedError{Key: Key{Model: name, Entity: cmp.Or(entity, MainEntity)}}
}
