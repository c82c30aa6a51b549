package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ledgerlink/ledgerlink/internal/fault"
)

const elsewhere = "Name a file elsewhere with -o FILE, or use -o - for standard output."

// locate follows links and looks at what is at path. A folder, a link to
// nowhere, a write-protected file and a missing folder are refused in words.
func locate(path string) (place, error) {
	p := place{path: path, asked: path}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if p.path, err = filepath.EvalSymlinks(path); err != nil {
			return p, fault.New(fault.Usage, "cannot write "+path, "it is a link to a file that is not there", elsewhere)
		}
	}
	info, err := os.Stat(p.path)
	switch {
	case err != nil:
		if fault := p.checkFolder(); fault != nil || errors.Is(err, fs.ErrNotExist) {
			return p, fault
		}
		return p, p.refuse(err)
	case info.IsDir():
		return p, fault.New(fault.Usage, "cannot write "+path, "it is a folder", "Name a file in it, e.g. -o "+filepath.Join(path, "actuals.csv"))
	case !info.Mode().IsRegular():
		p.device = true
	case info.Mode()&0o200 == 0:
		return p, fault.New(fault.Failure, "cannot write "+path, "the file is write-protected", elsewhere)
	}
	p.exists, p.mode = true, info.Mode().Perm()
	return p, nil
}

func (p place) checkFolder() error {
	folder := filepath.Dir(p.path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Usage, "cannot write "+p.asked, "there is no folder "+folder,
			"Create it first, or name another one with -o FILE.")
	case err != nil:
		return p.refuse(err)
	case !info.IsDir():
		return fault.New(fault.Usage, "cannot write "+p.asked, folder+" is no folder", elsewhere)
	}
	return nil
}

// refuse words why the system does not let a file be created at the place.
func (p place) refuse(err error) error {
	folder := filepath.Dir(p.path)
	if errors.Is(err, fs.ErrPermission) {
		return fault.New(fault.Failure, "cannot write "+p.asked, "you have no permission to create files in "+folder, elsewhere)
	}
	return fault.Wrap(fault.Failure, "cannot write "+p.asked, err, elsewhere)
}
