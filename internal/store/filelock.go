package store

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	// lockPoll is how often a held lock file is tried again.
	lockPoll = 10 * time.Millisecond
	// signInWait is how long a refresh elsewhere may take: it gives up on its
	// own after 30 seconds.
	signInWait = 2 * time.Minute
)

// LockSignIn keeps every other goroutine and process from refreshing the same
// sign-in until unlock is called. It waits as long as ctx allows, two minutes at
// most, and then returns model.ErrBusy, or the context's error if it was cancelled.
func (s *Store) LockSignIn(ctx context.Context, id string) (unlock func(), err error) {
	return s.lock(ctx, "signin-"+id, signInWait)
}

// lockFile takes one of the store's own lock files for a short while.
func (s *Store) lockFile(name string) (unlock func(), err error) {
	return s.lock(context.Background(), name, s.lockTimeout)
}

// lock takes a lock file in the folder locks. The system locks each opening of
// the file apart, so goroutines exclude each other as processes do, and lets go
// of it when the process dies. The file stays: removing it would let two in.
func (s *Store) lock(ctx context.Context, name string, atMost time.Duration) (unlock func(), err error) {
	folder, err := s.makeFolder("locks")
	if err != nil {
		return nil, err
	}
	file := flock.New(filepath.Join(folder, name+".lock"), flock.SetPermissions(0o600))
	limited, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	_, err = file.TryLockContext(limited, lockPoll)
	switch {
	case err == nil:
		return func() { _ = file.Unlock() }, nil
	case errors.Is(ctx.Err(), context.Canceled):
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, busyError(file.Path())
	}
	return nil, folderError(s.home, err)
}
