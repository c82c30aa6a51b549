package atomicfile

import (
	"cmp"
	"errors"
)

// What is wrong with a path; see Error. The first four are about the name that
// was chosen, the others about the file or the folder that is there.
var (
	ErrIsFolder       = errors.New("it is a folder")
	ErrDanglingLink   = errors.New("it is a link to a file that is not there")
	ErrNoFolder       = errors.New("its folder does not exist")
	ErrNotFolder      = errors.New("its folder is a file")
	ErrWriteProtected = errors.New("the file is write-protected")
	ErrNoPermission   = errors.New("no permission to create files in its folder")
	ErrNotReplaced    = errors.New("the system does not let it be replaced")
)

// Error says that nothing could be written. The file under the path, if there is
// one, is as it was.
type Error struct {
	Path   string // as it was given; empty for a stream
	Reason string // in words, where Err alone does not tell
	Err    error  // one of the package's errors, or the system's
}

// Error returns "cannot write PATH: REASON".
func (e *Error) Error() string {
	verb := "write"
	if errors.Is(e.Err, ErrNotReplaced) {
		verb = "replace"
	}
	return "cannot " + verb + " " + cmp.Or(e.Path, "the output") + ": " + cmp.Or(e.Reason, e.Err.Error())
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
