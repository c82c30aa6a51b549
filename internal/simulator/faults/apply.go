package faults

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Handler answers with next, except where a rule of the set says otherwise.
type Handler struct {
	Set   *Set
	Next  http.Handler
	Sleep func(ctx context.Context, d time.Duration) error
	// WriteError, where not nil, writes an error status as the provider's gateway
	// does, and reports whether it did.
	WriteError func(w http.ResponseWriter, r *http.Request, status int) bool
	// Done lets go of requests that a Timeout holds up.
	Done <-chan struct{}
}

// ServeHTTP applies at most one rule.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault, ok := h.Set.next(r)
	if !ok {
		h.Next.ServeHTTP(w, r)
		return
	}
	switch fault.Kind {
	case Status, RateLimit:
		h.refuse(fault, w, r)
	case Timeout:
		select {
		case <-r.Context().Done():
		case <-h.Done:
		}
		reset(w)
	case Reset:
		reset(w)
	case HTML:
		page(w, http.StatusOK, "Scheduled maintenance")
	case Empty:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "0")
	case Junk:
		junk(w, fault.Bytes)
	case Slow:
		if h.Sleep(r.Context(), fault.Delay) == nil {
			h.Next.ServeHTTP(w, r)
		}
	default:
		h.spoil(fault, w, r)
	}
}

// spoil processes the request and breaks its answer.
func (h *Handler) spoil(fault Fault, w http.ResponseWriter, r *http.Request) {
	answer := &recorder{header: http.Header{}, status: http.StatusOK}
	h.Next.ServeHTTP(answer, r)
	body := answer.body.Bytes()
	switch fault.Kind {
	case Lost:
		reset(w)
	case Truncated:
		answer.cut(w, body[:len(body)/2])
	case Unended:
		answer.cut(w, body)
	case WrongType:
		answer.header.Set("Content-Type", "text/plain; charset=utf-8")
		answer.send(w, body)
	case Replace:
		if fault.Rewrite != nil {
			body = fault.Rewrite(body)
		} else {
			body = bytes.ReplaceAll(body, []byte(fault.Find), []byte(fault.With))
		}
		answer.send(w, body)
	default:
		answer.send(w, body)
	}
}

// refuse answers with an error, in the provider's words where none are given.
func (h *Handler) refuse(f Fault, w http.ResponseWriter, r *http.Request) {
	status := f.Status
	if f.Kind == RateLimit {
		status = http.StatusTooManyRequests
	}
	if status == 0 {
		status = http.StatusInternalServerError
	}
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	switch {
	case f.Body != "":
		w.WriteHeader(status)
		_, _ = w.Write([]byte(f.Body))
	case h.WriteError != nil && h.WriteError(w, r, status):
	case f.Kind == RateLimit:
		w.WriteHeader(status)
	default:
		page(w, status, http.StatusText(status))
	}
}

func page(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html><head><title>%d %s</title></head>\n<body><center><h1>%s</h1></center></body></html>\n", status, title, title)
}

// junk is text that begins like JSON and never becomes it.
func junk(w http.ResponseWriter, size int) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(size))
	line := []byte(`{"Rows":[{"Cells":["0123456789abcdef0123456789abcdef",`)
	for size > 0 {
		n, err := w.Write(line[:min(size, len(line))])
		if err != nil {
			return
		}
		size -= n
	}
}

// reset ends the connection without an answer, with a TCP reset where it is TCP.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's own way where there is nothing to hijack
	}
	drop(conn)
}

func drop(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// recorder holds an answer back.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the header that is held back.
func (a *recorder) Header() http.Header { return a.header }

// WriteHeader holds the status back.
func (a *recorder) WriteHeader(status int) { a.status = status }

// Write holds the body back.
func (a *recorder) Write(b []byte) (int, error) { return a.body.Write(b) }

// send passes the answer on with another body.
func (a *recorder) send(w http.ResponseWriter, body []byte) {
	a.head(w)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(body)
}

// cut passes on part of the answer and then ends the connection before its end.
func (a *recorder) cut(w http.ResponseWriter, part []byte) {
	a.head(w)
	w.WriteHeader(a.status)
	_, _ = w.Write(part)
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler) // net/http's own way to end a connection inside an answer
}

func (a *recorder) head(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
}
