package store

import (
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/store/seal"
	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, now time.Time) storetest.Store {
		return open(t, Options{Home: t.TempDir(), Keys: seal.NewMemory(), Now: at(now)})
	})
}
