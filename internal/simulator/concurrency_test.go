package simulator_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/simulator"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero"
)

// heldWriter tells when an answer begins, and then waits.
type heldWriter struct {
	*httptest.ResponseRecorder
	begun chan<- struct{}
	hold  <-chan struct{}
}

func (w heldWriter) WriteHeader(status int) {
	w.begun <- struct{}{}
	<-w.hold
	w.ResponseRecorder.WriteHeader(status)
}

func TestXeroCallsAtOnce(t *testing.T) {
	w := start(t, simulator.Options{Xero: xero.Options{Limits: xero.Limits{Concurrent: 2}}})
	token, _ := w.signIn(w.xero(), joinery)
	headers := []string{"Authorization", "Bearer " + token.AccessToken, "Xero-Tenant-Id", w.id(joinery), "Accept", "application/json"}
	begun, hold := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			held := heldWriter{httptest.NewRecorder(), begun, hold}
			request := httptest.NewRequest(http.MethodGet, organisationPath, nil)
			for i := 0; i < len(headers); i += 2 {
				request.Header.Set(headers[i], headers[i+1])
			}
			w.ServeHTTP(held, request)
			if held.Code != http.StatusOK {
				t.Errorf("%d", held.Code)
			}
		})
		<-begun
	}
	if got := w.get(organisationPath, headers...); got.StatusCode != http.StatusTooManyRequests || got.Header.Get("X-Rate-Limit-Problem") != "concurrent" || got.Header.Get("Retry-After") != "" {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
	close(hold)
	group.Wait()
	if got := w.get(organisationPath, headers...); got.StatusCode != http.StatusOK {
		t.Errorf("afterwards %d", got.StatusCode)
	}
}
