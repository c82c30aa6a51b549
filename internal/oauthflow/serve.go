package oauthflow

import (
	"context"
	"io"
	"log"
	"net/http"
	"sync"
	"time"
)

// Limits on what a client of the listener may take.
const (
	headerTimeout  = 5 * time.Second
	requestTimeout = 10 * time.Second
	writeTimeout   = 5 * time.Second
	maxHeader      = 16 << 10
	// drainTimeout is how long connections without a request are waited for after
	// the page was delivered: browsers open some in advance.
	drainTimeout = 500 * time.Millisecond
)

// serve answers on the loopback addresses until stop is called. stop returns
// when pages under way were delivered and everything is closed.
func (f *flow) serve(ctx context.Context) (stop func(), err error) {
	listeners, err := Listen(ctx, f.Port)
	if err != nil {
		return nil, &PortError{Port: f.Port, CallbackPath: f.CallbackPath, RedirectURI: f.RedirectURI, Err: err}
	}
	handler := &callback{flow: f, ended: make(chan struct{}), delivered: make(chan struct{})}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		IdleTimeout:       headerTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(io.Discard, "", 0), // errors of foreign requests are not reported
	}
	server.SetKeepAlivesEnabled(false)

	var serving sync.WaitGroup
	for _, listener := range listeners {
		serving.Go(func() { _ = server.Serve(listener) }) // ends with stop
	}
	return func() {
		close(handler.ended)
		if handler.taken.Load() {
			<-handler.delivered
		}
		draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
		defer cancel()
		_ = server.Shutdown(draining)
		_ = server.Close()
		serving.Wait()
	}, nil
}
