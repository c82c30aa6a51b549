package store

import (
	"errors"
	"path/filepath"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// fileName is the store's file in its folder.
const fileName = "ledgerlink.db"

// Options says where the store is and how to use it.
type Options struct {
	Home        string           // the folder; made if it is not there
	Now         func() time.Time // nil: time.Now
	LockTimeout time.Duration    // how long to wait for another process; 0: 10 seconds
	KeyChoice   KeyChoice        // where the key of a new store is kept; empty: Auto
	Passphrase  string           // LEDGERLINK_PASSPHRASE
	Keys        seal.Source      // tests: overrides KeyChoice; nil otherwise
}

// Store is the file ledgerlink.db in a folder. It is safe for concurrent use
// and holds no file open between calls.
type Store struct {
	home, path  string
	now         func() time.Time
	lockTimeout time.Duration
	layout      layout

	choice KeyChoice
	tests  seal.Source

	mu         sync.Mutex // guards what follows
	passphrase string
	unlocked   *unlockedKey // nil until it was needed
}

// Open checks the folder and the file's permissions and tightens them (folder
// 0700, file 0600). It creates no file: reading a store that is not there finds
// nothing, the first write makes it. Errors wrap ErrFolder.
func Open(o Options) (*Store, error) {
	if o.Home == "" {
		return nil, folderError(`""`, errors.New("it has no name"))
	}
	if err := o.KeyChoice.check(); err != nil {
		return nil, err
	}
	home, err := filepath.Abs(o.Home)
	if err != nil {
		return nil, folderError(o.Home, err)
	}
	s := &Store{
		home:        home,
		path:        filepath.Join(home, fileName),
		now:         o.Now,
		lockTimeout: o.LockTimeout,
		layout:      current,
		choice:      o.KeyChoice,
		tests:       o.Keys,
		passphrase:  o.Passphrase,
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.lockTimeout == 0 {
		s.lockTimeout = 10 * time.Second
	}
	return s, s.tighten()
}

// Path is the store's file, whether or not it exists yet.
func (s *Store) Path() string { return s.path }
