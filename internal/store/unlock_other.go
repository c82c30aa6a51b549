//go:build windows || solaris || aix

package store

import "os"

// letGo closes a file, which unlocks it here even while it is mapped.
func letGo(file *os.File) { _ = file.Close() }
