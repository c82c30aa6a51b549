package store

import (
	"context"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Options says where the store is and how to use it.
type Options struct {
	Home        string           // the folder; made if it is not there
	Now         func() time.Time // nil: time.Now
	LockTimeout time.Duration    // how long to wait for another process; 0: 10 seconds
	KeyChoice   KeyChoice        // where the key of a new store is kept; empty: Auto
	Passphrase  string           // LEDGERLINK_PASSPHRASE
	Keys        seal.Source      // tests: overrides KeyChoice; nil otherwise
}

// KeyChoice says where the key of a new store is to be kept. An existing store
// keeps to the source it recorded until Rekey.
type KeyChoice string

// The choices. Auto takes the keyring where one answers, else the passphrase
// where one is given, else a key file beside the store.
const (
	Auto       KeyChoice = "auto"
	Keyring    KeyChoice = seal.NameKeyring
	Passphrase KeyChoice = seal.NamePassphrase
	KeyFile    KeyChoice = seal.NameFile
)

// Store is the file ledgerlink.db in a folder. It is safe for concurrent use
// and holds no file open between calls.
type Store struct{}

// Open checks the folder and the file's permissions and tightens them (folder
// 0700, file 0600). It creates no file: reading a store that is not there finds
// nothing, the first write makes it. Errors wrap ErrFolder.
func Open(o Options) (*Store, error) { return nil, nil }

// Path is the store's file, whether or not it exists yet.
func (s *Store) Path() string { return "" }

// Connections lists the connections of a model, of all models where model is
// empty, in order of model and entity. ProductionHistory is filled in.
func (s *Store) Connections(model string) ([]Connection, error) { return nil, nil }

// Connection is the connection of one model and entity, or ErrNotFound.
func (s *Store) Connection(key Key) (Connection, error) { return Connection{}, nil }

// ConnectionsOf lists the connections that use a sign-in.
func (s *Store) ConnectionsOf(signInID string) ([]Connection, error) { return nil, nil }

// Link stores a connection and its sign-in in one transaction and ties them
// together. A sign-in that is there already takes over the new tokens, scopes
// and state: a new consent is always the newer chain. A connection that is there
// already is replaced, but keeps LastCOA and LastActuals; if it is to another
// organisation Link changes nothing and returns ErrLinked. A sign-in left
// without connections by the change is removed.
func (s *Store) Link(c Connection, with SignIn) error { return nil }

// UpdateConnection lets change alter a connection in one transaction. The key
// and SignInID stay as they are.
func (s *Store) UpdateConnection(key Key, change func(*Connection) error) error { return nil }

// Unlink removes a connection, and its sign-in if no other connection uses it,
// which it reports. The model's memory stays.
func (s *Store) Unlink(key Key) (signInOrphaned bool, err error) { return false, nil }

// SignInID is the id of the sign-in of a person or company (subject) with an app:
// a hash, safe in file names.
func SignInID(p ledger.Provider, environment, baseURL, clientID, subject string) string { return "" }

// Fingerprint tells two refresh tokens apart without giving either away.
func Fingerprint(refreshToken string) string { return "" }

// SignIn is a sign-in with its tokens unsealed, or ErrNotFound, or ErrSealed.
func (s *Store) SignIn(id string) (SignIn, error) { return SignIn{}, nil }

// PeekSignIn is SignIn without the texts of the tokens; it needs no key.
func (s *Store) PeekSignIn(id string) (SignIn, error) { return SignIn{}, nil }

// BeginRefresh notes that the sign-in's refresh token is about to be sent and
// returns the sign-in as it was before, so that Attempt is the attempt that was
// cut off before this one, if any. Call it with the sign-in locked.
func (s *Store) BeginRefresh(id string) (SignIn, error) { return SignIn{}, nil }

// EndRefresh notes that the attempt ended without new tokens but may be repeated
// (problem says why, in an analyst's words). Attempt is cleared, the state stays.
func (s *Store) EndRefresh(id, problem string) error { return nil }

// SaveTokens stores new tokens; when it returns they are on disk. It ends the
// attempt and makes the state Connected. It waits for its turn for a minute at
// least, because tokens that are not saved are lost.
func (s *Store) SaveTokens(id string, t Tokens) error { return nil }

// MarkReconnect notes that only a person can mend the sign-in, and why. The
// record and its tokens stay.
func (s *Store) MarkReconnect(id, why string) error { return nil }

// LockSignIn keeps every other goroutine and process from refreshing the same
// sign-in until unlock is called. It waits as long as ctx allows, two minutes at
// most, and then returns ErrBusy, or the context's error if it was cancelled.
func (s *Store) LockSignIn(ctx context.Context, id string) (unlock func(), err error) {
	return nil, nil
}

// App is the user's app for a provider and environment, or ErrNotFound.
func (s *Store) App(p ledger.Provider, environment string) (App, error) { return App{}, nil }

// SaveApp stores the user's app, in place of the one before.
func (s *Store) SaveApp(a App) error { return nil }

// DeleteApp removes the user's app; it is no error if there is none.
func (s *Store) DeleteApp(p ledger.Provider, environment string) error { return nil }

// View lets read see the memory as of one moment. read must not call the Store.
func (s *Store) View(read func(*Reader) error) error { return nil }

// Remember stores everything an import changes in one transaction: all of it,
// or nothing if write returns an error, which Remember then returns. write must
// not call the Store.
func (s *Store) Remember(write func(*Writer) error) error { return nil }

// Reader reads the memory inside one transaction. What it returns may be kept.
type Reader struct{}

// Connections is as Store.Connections.
func (r *Reader) Connections(model string) ([]Connection, error) { return nil, nil }

// Chart is an entity's chart as last read, or ErrNotFound.
func (r *Reader) Chart(key Key) (*Chart, error) { return nil, nil }

// Decisions are an entity's decisions by account id; empty where there are none.
func (r *Reader) Decisions(key Key) (map[string]Decision, error) { return nil, nil }

// Series is an entity's amounts on a basis, or ErrNotFound.
func (r *Reader) Series(key Key, basis ledger.Basis) (*Series, error) { return nil, nil }

// Imports is a model's history, oldest first.
func (r *Reader) Imports(model string) ([]Import, error) { return nil, nil }

// Changes are what the named imports of a model found, in the order given.
func (r *Reader) Changes(model string, importIDs ...string) ([]Change, error) { return nil, nil }

// MonthLock is an entity's lock; Through is none where nothing is locked.
func (r *Reader) MonthLock(key Key) (MonthLock, error) { return MonthLock{}, nil }

// Options is how the model's last import of a kind was asked for, or ErrNotFound.
func (r *Reader) Options(model string, kind ImportKind) (ImportOptions, error) {
	return ImportOptions{}, nil
}

// Writer reads and writes the memory inside one transaction.
type Writer struct{ Reader }

// UpdateConnection is as Store.UpdateConnection.
func (w *Writer) UpdateConnection(key Key, change func(*Connection) error) error { return nil }

// SetChart replaces an entity's chart.
func (w *Writer) SetChart(key Key, c *Chart) error { return nil }

// SetDecisions replaces all of an entity's decisions, by account id.
func (w *Writer) SetDecisions(key Key, decisions map[string]Decision) error { return nil }

// SetSeries replaces an entity's amounts on the series' basis; nothing is
// written where nothing changed. A line with another number of amounts than
// there are months is an error, an amount that is not valid too.
func (w *Writer) SetSeries(key Key, s *Series) error { return nil }

// AddImport adds to a model's history and marks production history.
func (w *Writer) AddImport(i Import) error { return nil }

// AddChanges adds what an import of a model found.
func (w *Writer) AddChanges(model, importID string, changes []Change) error { return nil }

// SetMonthLock locks an entity's months up to through, or unlocks them where
// through is none, and logs it with the reason.
func (w *Writer) SetMonthLock(key Key, through ledger.Month, reason string) error { return nil }

// SetOptions remembers how an import of a model was asked for.
func (w *Writer) SetOptions(model string, o ImportOptions) error { return nil }

// Forget removes an entity's chart, decisions, amounts and lock. The model's
// history stays.
func (w *Writer) Forget(key Key) error { return nil }

// Chart is as Reader.Chart, on its own.
func (s *Store) Chart(key Key) (*Chart, error) { return nil, nil }

// Decisions is as Reader.Decisions, on its own.
func (s *Store) Decisions(key Key) (map[string]Decision, error) { return nil, nil }

// Series is as Reader.Series, on its own.
func (s *Store) Series(key Key, basis ledger.Basis) (*Series, error) { return nil, nil }

// Imports is as Reader.Imports, on its own.
func (s *Store) Imports(model string) ([]Import, error) { return nil, nil }

// Changes is as Reader.Changes, on its own.
func (s *Store) Changes(model string, importIDs ...string) ([]Change, error) { return nil, nil }

// MonthLock is as Reader.MonthLock, on its own.
func (s *Store) MonthLock(key Key) (MonthLock, error) { return MonthLock{}, nil }

// ImportOptions is as Reader.Options, on its own.
func (s *Store) ImportOptions(model string, kind ImportKind) (ImportOptions, error) {
	return ImportOptions{}, nil
}

// NewImportID makes the id of an import that starts now: the UTC time and a few
// random letters, e.g. 20261121-191503-k4vq.
func NewImportID(now time.Time) string { return "" }

// Merge takes what a ledger now says for a run of months into the series: months
// that are new are added, months in memory get the new amounts, except where the
// month is not after lockedThrough, which keeps the old ones. Accounts that the
// ledger did not name are zero in the run. It returns every amount in memory
// that is now another, in order of account and month, with AccountCode empty.
func (s *Series) Merge(read Reading, lockedThrough ledger.Month) []Change { return nil }

// Reading is what an import read of one entity.
type Reading struct {
	Entity   string
	ImportID string
	Range    ledger.Range
	Lines    []ledger.Line         // amounts: one per month of the range
	Partial  func(ledger.Month) bool // whether the month is still running; nil: none is
}

// KeyInfo says where the key in force is kept.
type KeyInfo struct {
	Source    string // keyring, passphrase or file; empty before the first secret
	CreatedAt time.Time
}

// KeyInfo says where the key in force is kept; it needs no key.
func (s *Store) KeyInfo() (KeyInfo, error) { return KeyInfo{}, nil }

// Source is the key source for a choice, for Rekey; Auto is resolved by trying.
func (s *Store) Source(choice KeyChoice, passphrase string) (seal.Source, error) { return nil, nil }

// Rekey seals everything anew, in one transaction, under a new data key that
// the source's new key wraps, and ends the old key.
func (s *Store) Rekey(to seal.Source) error { return nil }

// Backup writes a consistent copy of the store to a file (0600, whole or not at
// all) while others use it. The key is not in it.
func (s *Store) Backup(file string) error { return nil }

// Health is what Check found.
type Health struct {
	Records  map[string]int // how many records of each sort
	Problems []string       // empty: all is well
}

// Check reads everything: that the file is sound, every record decodes, every
// secret unseals and every connection has its sign-in.
func (s *Store) Check() (Health, error) { return Health{}, nil }
