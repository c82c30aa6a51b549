package memstore

import (
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(_ *testing.T, now time.Time) storetest.Store {
		return New(func() time.Time { return now })
	})
}
