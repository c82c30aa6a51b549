// Package simtest runs the whole tool against the simulator, for tests.
//
// A Workspace is where somebody works with the tool and the simulator of a
// servertest.Server: a store, an environment, a folder for files and a browser. Its Run runs
// one command in this process, its Command prepares one in a process of its own, for
// tests that kill it or run many at once; the package's tests then need
//
//	func TestMain(m *testing.M) { simtest.Main(m) }
package simtest
