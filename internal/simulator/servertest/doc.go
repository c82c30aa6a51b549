// Package servertest starts simulators, for tests.
//
// A Server is a simulator on a socket with a clock that only a test moves and a
// person who agrees to every consent page. Package simtest runs the whole tool
// against one.
package servertest
