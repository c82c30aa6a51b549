//go:build !windows && !solaris && !aix

package store

import (
	"os"
	"syscall"
)

// letGo unlocks and closes a file whose memory map is left behind by a panic:
// the map would keep the lock, which belongs to the opening of the file.
func letGo(file *os.File) {
	_ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN)
	_ = file.Close()
}
