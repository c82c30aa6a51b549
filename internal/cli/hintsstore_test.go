package cli

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

func TestHintsOfTheStore(t *testing.T) {
	t.Parallel()
	sealed := func(source string) error { return &store.Error{Op: "o", Source: source, Err: store.ErrSealed} }
	for _, c := range []struct {
		err  error
		code exitCode
		hint string
	}{
		{model.ErrBusy, exitFailure, "Wait until"},
		{store.ErrDamaged, exitFailure, "ledgerlink store backup"},
		{store.ErrNewer, exitFailure, "Update ledgerlink"},
		{store.ErrFolder, exitFailure, "LEDGERLINK_HOME"},
		{fmt.Errorf("%w: %w", store.ErrFolder, store.ErrDiskFull), exitFailure, "Make room"},
		{errors.Join(store.ErrSealed, store.ErrNoKey), exitFailure, "kept elsewhere"},
		{sealed("passphrase"), exitUsage, "LEDGERLINK_PASSPHRASE"},
		{sealed("keyring"), exitFailure, "Unlock the keyring"},
		{sealed("file"), exitFailure, "Put the key file back"},
		{store.ErrSameFile, exitUsage, "Name another file"},
		{model.ErrNotFound, exitFailure, "nothing to back up"},
	} {
		err := c.err
		if _, ok := errors.AsType[*store.Error](err); !ok {
			err = &store.Error{Op: "o", Err: err}
		}
		got := advise(fmt.Errorf("cannot do it: %w", err))
		if got.code != c.code || !strings.Contains(strings.Join(got.hints, "\n"), c.hint) {
			t.Errorf("%v: exit code %d, %q", err, got.code, got.hints)
		}
	}
}
