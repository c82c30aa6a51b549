package atomicfile

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Staged is output that is complete and known to be writable, but not yet where
// it goes: Commit puts it there, Discard drops it. One of the two must be called.
type Staged struct {
	SHA256  string // of the bytes, hexadecimal
	commit  func() error
	discard func()
}

// Commit puts the output where it goes. A file takes the place of the one there
// in one step; where that fails, the one there stays as it was.
func (s *Staged) Commit() error { return s.commit() }

// Discard drops the output. The file under its name stays as it is.
func (s *Staged) Discard() { s.discard() }

// Stage writes a temporary file in the folder of path and syncs it, so that only
// a rename is left to do. If it fails, nothing is left behind and the file under
// the name stays as it was. A link is followed, the permissions of a file that
// is replaced are kept; a device or a pipe gets its bytes on Commit. Its errors
// are *Error.
func Stage(path string, write func(io.Writer) error) (*Staged, error) {
	place, err := locate(path)
	if err != nil {
		return nil, err
	}
	if place.device {
		return StageStream(write, func() (io.WriteCloser, error) { return os.OpenFile(place.path, os.O_WRONLY, 0) })
	}
	temp, err := place.createTemp()
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	if err := fill(temp, hash, write); err != nil {
		_ = os.Remove(temp.Name())
		return nil, &Error{Path: path, Err: err}
	}
	return &Staged{
		SHA256:  hex.EncodeToString(hash.Sum(nil)),
		commit:  func() error { return place.replaceBy(temp.Name()) },
		discard: func() { _ = os.Remove(temp.Name()) },
	}, nil
}

// fill writes, syncs and closes the temporary file.
func fill(temp *os.File, hash io.Writer, write func(io.Writer) error) error {
	err := write(io.MultiWriter(temp, hash))
	if err == nil {
		err = temp.Sync()
	}
	return errors.Join(err, temp.Close())
}

// StageStream is Stage for output that cannot be replaced in one step, such as
// standard output. The bytes are made once for the hash and once more on Commit,
// so write must give the same ones; nothing is opened before.
func StageStream(write func(io.Writer) error, open func() (io.WriteCloser, error)) (*Staged, error) {
	hash := sha256.New()
	if err := write(hash); err != nil {
		return nil, &Error{Err: err}
	}
	return &Staged{
		SHA256: hex.EncodeToString(hash.Sum(nil)),
		commit: func() error {
			if err := stream(write, open); err != nil {
				return &Error{Err: err}
			}
			return nil
		},
		discard: func() {},
	}, nil
}

func stream(write func(io.Writer) error, open func() (io.WriteCloser, error)) error {
	out, err := open()
	if err != nil {
		return err
	}
	return errors.Join(write(out), out.Close())
}

// CheckWritable says early whether a file can be put at path: it creates a
// temporary file beside it and removes it again.
func CheckWritable(path string) error {
	place, err := locate(path)
	if err != nil || place.device {
		return err
	}
	temp, err := place.createTemp()
	if err != nil {
		return err
	}
	_ = temp.Close()
	_ = os.Remove(temp.Name())
	return nil
}

// createTemp makes the temporary file with the permissions the target has, or
// those a new file gets.
func (p place) createTemp() (*os.File, error) {
	folder := filepath.Dir(p.path)
	name := filepath.Join(folder, tempPrefix+rand.Text()+tempSuffix)
	temp, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) //nolint:gosec // what the user's umask allows, as for any file of theirs
	if err != nil {
		return nil, p.systemError(err)
	}
	sweep(folder, temp)
	if p.exists {
		_ = temp.Chmod(p.mode) // not every file system has permissions
	}
	return temp, nil
}

// The temporary files' names begin and end so.
const (
	tempPrefix = ".ledgerlink-"
	tempSuffix = ".tmp"
)

// abandoned is the age at which no run can be writing a temporary file any more.
const abandoned = time.Hour

// sweep removes what runs that were killed left in the folder. The age counts
// by the folder's own clock, on which temp was made just now.
func sweep(folder string, temp *os.File) {
	now, err := temp.Stat()
	if err != nil {
		return
	}
	entries, _ := os.ReadDir(folder) // a folder that cannot be listed is not swept
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, tempPrefix) || !strings.HasSuffix(name, tempSuffix) {
			continue
		}
		if file, err := entry.Info(); err == nil && file.Mode().IsRegular() && now.ModTime().Sub(file.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}

// replaceBy renames the temporary file to the target and syncs the folder.
func (p place) replaceBy(temp string) error {
	if err := os.Rename(temp, p.path); err != nil {
		_ = os.Remove(temp)
		return &Error{Path: p.asked, Reason: err.Error(), Err: errors.Join(ErrNotReplaced, err)}
	}
	_ = syncFolder(filepath.Dir(p.path)) // not every file system can
	return nil
}
