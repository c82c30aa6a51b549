package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// place is where a file goes once links are followed.
type place struct {
	path   string
	asked  string      // as the user wrote it
	mode   os.FileMode // of the file that is there
	exists bool
	device bool
}

// locate follows links and looks at what is at path.
func locate(path string) (place, error) {
	p := place{path: path, asked: path}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if p.path, err = filepath.EvalSymlinks(path); err != nil {
			return p, &Error{Path: path, Err: ErrDanglingLink}
		}
	}
	info, err := os.Stat(p.path)
	switch {
	case err != nil:
		if folderErr := p.checkFolder(); folderErr != nil || errors.Is(err, fs.ErrNotExist) {
			return p, folderErr
		}
		return p, p.systemError(err)
	case info.IsDir():
		return p, &Error{Path: path, Err: ErrIsFolder}
	case !info.Mode().IsRegular():
		p.device = true
	case info.Mode()&0o200 == 0:
		return p, &Error{Path: path, Err: ErrWriteProtected}
	}
	p.exists, p.mode = true, info.Mode().Perm()
	return p, nil
}

func (p place) checkFolder() error {
	folder := filepath.Dir(p.path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Path: p.asked, Reason: "there is no folder " + folder, Err: ErrNoFolder}
	case err != nil:
		return p.systemError(err)
	case !info.IsDir():
		return &Error{Path: p.asked, Reason: folder + " is not a folder", Err: ErrNotFolder}
	}
	return nil
}

// systemError is the error for what the system says about creating a file at
// the place.
func (p place) systemError(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return &Error{Path: p.asked, Reason: "you have no permission to create files in " + filepath.Dir(p.path), Err: ErrNoPermission}
	}
	return &Error{Path: p.asked, Err: err}
}
