package host

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Request is one line of the request log. It never holds a token: none is ever
// sent in an address.
type Request struct {
	At           time.Time `json:"at"`
	Method       string    `json:"method"`
	Path         string    `json:"path"`
	Query        string    `json:"query,omitempty"`
	Client       string    `json:"client,omitempty"`       // client id, where it is known
	Organisation string    `json:"organisation,omitempty"` // whose data was asked for
	Status       int       `json:"status"`                 // 0: the connection was reset
}

// maxLines is how many lines the log keeps.
const maxLines = 10000

// RequestLog holds the last requests and counts the calls about each organisation.
// The zero value is ready to use, also by several goroutines.
type RequestLog struct {
	mu    sync.Mutex
	lines []Request
	calls map[string]int
}

func (l *RequestLog) add(line Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lines) >= maxLines {
		l.lines = slices.Delete(l.lines, 0, maxLines/10)
	}
	l.lines = append(l.lines, line)
}

// Count counts an API call about an organisation that was let in.
func (l *RequestLog) Count(organisation string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.calls == nil {
		l.calls = map[string]int{}
	}
	l.calls[organisation]++
}

// Requests returns the last requests, oldest first.
func (l *RequestLog) Requests() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lines)
}

// Calls returns how many API calls about an organisation were let in.
func (l *RequestLog) Calls(organisation string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls[organisation]
}

// Reset empties the log and the counters.
func (l *RequestLog) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines, l.calls = nil, nil
}

type lineKey struct{}

// Annotate fills in who asked for whose data on the log line of a request.
func Annotate(r *http.Request, client, organisation string) {
	if line, ok := r.Context().Value(lineKey{}).(*Request); ok {
		line.Client, line.Organisation = client, organisation
	}
}

// Middleware adds a line to the log for every request to next, when it is
// answered.
func (l *RequestLog) Middleware(now func() time.Time, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := &Request{At: now(), Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery}
		answer := &statusWriter{ResponseWriter: w}
		defer func() {
			line.Status = answer.status
			l.add(*line)
		}()
		next.ServeHTTP(answer, r.WithContext(context.WithValue(r.Context(), lineKey{}, line)))
	})
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first status.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write remembers that an answer without a status is a 200.
func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
