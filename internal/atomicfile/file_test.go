package atomicfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func writing(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	staged, err := Stage(path, writing(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(); err != nil {
		t.Fatal(err)
	}
	staged.Discard()
}

func expect(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v, want %q", path, got, err, want)
	}
}

// onlyFiles proves that nothing else lies in the folder.
func onlyFiles(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if strings.Join(names, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %v, want %v", names, want)
	}
}

func TestStageWritesWholeFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "actuals.csv")
	staged, err := Stage(path, writing("new"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is there before Commit")
	}
	if err := staged.Commit(); err != nil {
		t.Fatal(err)
	}
	expect(t, path, "new")
	onlyFiles(t, folder, "actuals.csv")
	sum := sha256.Sum256([]byte("new"))
	if staged.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("hash %s is not the file's", staged.SHA256)
	}
}

func TestFailuresLeaveTheFileAsItWas(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "actuals.csv")
	put(t, path, "old")
	broken := errors.New("no space left on device")
	_, err := Stage(path, func(w io.Writer) error {
		_ = writing("half of i")(w)
		return broken
	})
	told, ok := errors.AsType[*Error](err)
	if !ok || told.Path != path || !errors.Is(err, broken) {
		t.Errorf("error %v, want that of %s because of %v", err, path, broken)
	}
	staged, err := Stage(path, writing("dropped"))
	if err != nil {
		t.Fatal(err)
	}
	staged.Discard()
	expect(t, path, "old")
	onlyFiles(t, folder, "actuals.csv")
}

func TestCommitThatFailsCleansUp(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "actuals.csv")
	staged, err := Stage(path, writing("new"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o755); err != nil { // somebody made a folder of that name meanwhile
		t.Fatal(err)
	}
	if err := staged.Commit(); !errors.Is(err, ErrNotReplaced) {
		t.Errorf("error %v: a folder was replaced by a file", err)
	}
	onlyFiles(t, folder, "actuals.csv")
}

// What a run that was killed left behind goes; what another may be writing stays.
func TestAbandonedTemporaryFilesAreSweptAway(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, age := range map[string]time.Duration{
		".ledgerlink-KILLED.tmp": 2 * time.Hour, ".ledgerlink-RUNNING.tmp": time.Minute,
		".ledgerlink-notes.txt": 2 * time.Hour, "mine.tmp": 2 * time.Hour,
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
	staged, err := Stage(filepath.Join(folder, "actuals.csv"), writing("new"))
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, folder, ".ledgerlink-RUNNING.tmp", ".ledgerlink-notes.txt", "actuals.csv", "mine.tmp")
}

func TestPermissionsAndLinksAreKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has neither these permissions nor links for everyone")
	}
	folder := t.TempDir()
	real, link := filepath.Join(folder, "real.csv"), filepath.Join(folder, "link.csv")
	if err := os.WriteFile(real, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.csv", link); err != nil {
		t.Fatal(err)
	}
	put(t, link, "new")
	expect(t, real, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(real); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions are %v, %v, want 0640", info.Mode(), err)
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain")
	guarded := filepath.Join(folder, "guarded.csv")
	put(t, plain, "x")
	if err := os.WriteFile(guarded, nil, 0o444); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(folder, "dangling.csv")
	if err := os.Symlink("nowhere", dangling); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	for path, want := range map[string]struct {
		cause error
		text  string
	}{
		folder:                                   {ErrIsFolder, "it is a folder"},
		filepath.Join(folder, "none", "a.csv"):   {ErrNoFolder, "there is no folder"},
		filepath.Join(plain, "a.csv"):            {ErrNotFolder, "is not a folder"},
		guarded:                                  {ErrWriteProtected, "write-protected"},
		dangling:                                 {ErrDanglingLink, "a link to a file that is not there"},
		filepath.Join(folder, "a\x00b", "c.csv"): {syscall.EINVAL, "invalid argument"},
	} {
		_, staging := Stage(path, writing("x"))
		for _, err := range []error{CheckWritable(path), staging} {
			told, ok := errors.AsType[*Error](err)
			if !ok || told.Path != path || !errors.Is(err, want.cause) || !strings.Contains(err.Error(), want.text) {
				t.Errorf("%q: %v, want %q", path, err, want.text)
			}
		}
	}
	onlyFiles(t, folder, "dangling.csv", "guarded.csv", "plain")
}

func TestUnwritableFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	err := CheckWritable(filepath.Join(folder, "a.csv"))
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		if err != nil {
			t.Errorf("this user may write anywhere, yet: %v", err)
		}
		return
	}
	if !errors.Is(err, ErrNoPermission) {
		t.Errorf("error %v, want that there is no permission", err)
	}
}

func TestDevicesAndStreamsGetTheirBytesOnCommit(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("needs /dev/full")
	}
	staged, err := Stage("/dev/full", writing("x"))
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("error %v, want a full disk", err)
	}
	put(t, "/dev/null", "x")
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Errorf("/dev/null was replaced: %v, %v", info.Mode(), err)
	}
}
