package importer

import (
	"io"
	"path/filepath"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
)

// standardOutput is the -o that names no file.
const standardOutput = "-"

// target is where a file goes.
type target struct {
	path   string // as shown
	format export.Format
	stdout io.Writer
}

// resolve works out path and format of a model's file.
func (o Output) resolve(model string, kind model.ImportKind) (target, error) {
	format, err := export.FormatFor(string(o.Format), o.Path)
	if err != nil {
		return target{}, fault.Wrap(fault.Usage, "cannot write the file", err)
	}
	t := target{path: o.Path, format: format, stdout: o.Stdout}
	if t.path == "" {
		t.path = model + "-" + string(kind) + "." + string(format)
	}
	return t, nil
}

// absolute is the path for a later run in another folder.
func (t target) absolute() string {
	if t.path == standardOutput {
		return t.path
	}
	if absolute, err := filepath.Abs(t.path); err == nil {
		return absolute
	}
	return t.path
}

// check says before any call is spent that the file cannot be written.
func (t target) check() error {
	if t.path != standardOutput {
		return export.CheckWritable(t.path)
	}
	if t.stdout == nil {
		return fault.New(fault.Usage, "cannot write to standard output", "there is none here", "Name a file with -o FILE.")
	}
	return nil
}

// stage makes the output without putting it in its place.
func (t target) stage(write func(io.Writer) error) (*export.Staged, error) {
	if t.path != standardOutput {
		return export.Stage(t.path, write)
	}
	return export.StageStream(write, func() (io.WriteCloser, error) { return open{t.stdout}, nil })
}

// open is a stream that stays open when it is closed.
type open struct{ io.Writer }

// Close does nothing.
func (open) Close() error { return nil }
