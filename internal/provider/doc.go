// Package provider says what an accounting system has to tell about itself to be
// connected and read: its Provider. Each one is a package below this one, which
// holds everything that is particular to it; package providers lists them.
package provider
