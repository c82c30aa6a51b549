package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// WritePrivate lets fill write a new file beside path that only its owner can
// read (0600) and puts it in path's place once it is on disk. If it fails,
// nothing is left behind and the file under the name stays as it was. Its errors
// are those of fill and of the system.
func WritePrivate(path string, fill func(draft string) error) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*"+tempSuffix)
	if err != nil {
		return err
	}
	draft := temp.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(draft)
		}
	}()
	if err := errors.Join(temp.Close(), fill(draft), syncFile(draft)); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// syncFolder makes a rename in a folder durable; Windows has no such call.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	handle, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(handle.Sync(), handle.Close())
}
