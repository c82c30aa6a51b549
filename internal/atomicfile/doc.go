// Package atomicfile writes files whole or not at all: it stages the bytes in a
// temporary file beside the target, and a rename puts them in its place.
package atomicfile
