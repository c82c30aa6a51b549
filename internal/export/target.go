package export

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/atomicfile"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// StandardOutput is the Path of a Target that is no file.
const StandardOutput = "-"

// ErrNoStandardOutput is the error of a Target that goes to standard output where
// there is none.
var ErrNoStandardOutput = errors.New("there is no standard output")

// Target is where a file goes, and in which format.
type Target struct {
	Path   string    // empty: see Resolve
	Format Format    // empty: see Resolve
	Stdout io.Writer // for the Path StandardOutput; gets its first byte on Commit
}

// Resolve fills in what is empty: the path is MODEL-KIND.FORMAT in the current
// folder, the format is what the path's ending says, else CSV.
func (t Target) Resolve(name string, kind model.ImportKind) Target {
	if t.Format == "" {
		t.Format = CSV
		if strings.EqualFold(filepath.Ext(t.Path), ".json") {
			t.Format = JSON
		}
	}
	t.Path = cmp.Or(t.Path, name+"-"+string(kind)+"."+string(t.Format))
	return t
}

// Absolute returns the path for a later run in another folder.
func (t Target) Absolute() string {
	if t.Path == StandardOutput {
		return t.Path
	}
	if absolute, err := filepath.Abs(t.Path); err == nil {
		return absolute
	}
	return t.Path
}

// CheckWritable says early whether the file cannot be written.
func (t Target) CheckWritable() error {
	switch {
	case t.Path != StandardOutput:
		return atomicfile.CheckWritable(t.Path)
	case t.Stdout == nil:
		return ErrNoStandardOutput
	}
	return nil
}

// StagedFile is a complete file that is not yet in its place.
type StagedFile struct {
	*atomicfile.Staged
	Rows int // data rows
}

// Stage writes the table in the target's format without putting it in its place.
// A JSON file is headed by the import its rows come from.
func (t Target) Stage(table Table, from model.Import) (StagedFile, error) {
	var file StagedFile
	var err error
	write := func(w io.Writer) (err error) {
		if t.Format == JSON {
			file.Rows, err = table.WriteJSON(w, headerOf(from))
		} else {
			file.Rows, err = table.WriteCSV(w)
		}
		return err
	}
	if t.Path == StandardOutput {
		file.Staged, err = atomicfile.StageStream(write, func() (io.WriteCloser, error) { return nopCloser{t.Stdout}, nil })
	} else {
		file.Staged, err = atomicfile.Stage(t.Path, write)
	}
	return file, err
}

// nopCloser is a stream that stays open when it is closed.
type nopCloser struct{ io.Writer }

// Close does nothing.
func (nopCloser) Close() error { return nil }
