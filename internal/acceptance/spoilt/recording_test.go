package spoilt

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/quickbooks/quickbooksapi"
	"github.com/ledgerlink/ledgerlink/internal/simulator/xero/xeroapi"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// exchanged is one answer of a ledger.
type exchanged struct {
	header http.Header
	status int
	body   []byte
}

// recording is a ledger whose answers are worked out once. It answers the
// requests of any number of clients.
type recording struct {
	books *books.Books
	style quickbooksapi.Style

	mu      sync.Mutex
	answers map[string]exchanged // by path and query
}

func newRecording(b *books.Books, style quickbooksapi.Style) *recording {
	return &recording{books: b, style: style, answers: map[string]exchanged{}}
}

// now is when the ledger answers.
func now() time.Time { return time.Date(2026, time.November, 21, 16, 0, 0, 0, time.UTC) }

// get returns the answer to a request for an address, which is path and query.
func (r *recording) get(address string) exchanged {
	r.mu.Lock()
	defer r.mu.Unlock()
	answer, ok := r.answers[address]
	if !ok {
		answer = serve(r.books, r.style, address)
		r.answers[address] = answer
	}
	return answer
}

// serve returns what the simulated API answers about the books.
func serve(b *books.Books, style quickbooksapi.Style, address string) exchanged {
	request := httptest.NewRequest(http.MethodGet, address, http.NoBody)
	request.Header.Set("Accept", "application/json")
	recorder := httptest.NewRecorder()
	if b.Organisation().Provider == ledger.Xero {
		api := xeroapi.Server{Now: now, App: "test"}
		api.Serve(recorder, request, b)
	} else {
		api := quickbooksapi.Server{Now: now, Style: style}
		_, path, _ := strings.Cut(strings.TrimPrefix(request.URL.Path, "/v3/company/"), "/")
		api.Serve(recorder, request, b, path)
	}
	return exchanged{recorder.Header(), recorder.Code, recorder.Body.Bytes()}
}

// wire is the network between one client and a recording. One answer may be
// another than the recorded one; it stays so however often it is asked for.
type wire struct {
	*recording
	spoilt string // address of the spoilt answer; empty where there is none
	body   []byte
	ask    func(address string) // sees every request; may be nil
}

// RoundTrip answers at once.
func (w *wire) RoundTrip(request *http.Request) (*http.Response, error) {
	address := request.URL.RequestURI()
	answer := w.get(address)
	if w.ask != nil {
		w.ask(address)
	}
	if address == w.spoilt {
		answer.body = w.body
	}
	return &http.Response{
		StatusCode: answer.status, Header: answer.header.Clone(), Request: request,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(answer.body)), ContentLength: int64(len(answer.body)),
	}, nil
}
