// Package simtest runs the whole tool against the simulator, for tests.
//
// A Harness is a simulator on a socket with a clock that only a test moves and a
// person who agrees to every consent page. A Workspace is where somebody works with
// the tool: a store, an environment, a folder for files and a browser. Its Run runs
// one command in this process, its Command prepares one in a process of its own, for
// tests that kill it or run many at once; the package's tests then need
//
//	func TestMain(m *testing.M) { simtest.Main(m) }
package simtest
