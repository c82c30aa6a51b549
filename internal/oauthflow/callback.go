package oauthflow

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"time"
)

// callback answers the browser.
type callback struct {
	*flow
	ended     chan struct{} // closed when the sign-in is over
	taken     atomic.Bool   // a browser brought the answer
	delivered chan struct{} // closed when that browser got its page
}

// ServeHTTP lets exactly one request through to the sign-in: a top-level GET of
// the callback path with the right state. Everything else gets a short answer
// and changes nothing.
func (c *callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	guardHeaders(w.Header())
	switch {
	case !slices.Contains(c.hosts(), r.Host):
		refuse(w, http.StatusMisdirectedRequest, "This is not the address the sign-in waits at.")
	case r.URL.Path != c.CallbackPath || r.URL.RawPath != "":
		refuse(w, http.StatusNotFound, "There is nothing here.")
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		refuse(w, http.StatusMethodNotAllowed, "Only a browser's GET is answered here.")
	case !navigation(r.Header):
		refuse(w, http.StatusForbidden, "Only a browser's own navigation is answered here.")
	case r.ContentLength != 0:
		refuse(w, http.StatusBadRequest, "A sign-in's answer has no body.")
	default:
		c.answer(w, r)
	}
}

// hosts are the names this listener goes by. Any other Host was led here by
// somebody's DNS.
func (c *callback) hosts() []string {
	return []string{
		fmt.Sprintf("localhost:%d", c.Port),
		fmt.Sprintf("127.0.0.1:%d", c.Port),
		fmt.Sprintf("[::1]:%d", c.Port),
	}
}

// navigation reports whether a browser loads this address as the page of a tab, as
// it does at the end of a sign-in, by its Fetch Metadata headers
// (https://www.w3.org/TR/fetch-metadata/). Images, frames and scripts of other
// sites, and prefetches, are refused. Clients that send no such headers are let
// through to the state check.
func navigation(header http.Header) bool {
	is := func(name string, wanted ...string) bool {
		got := header.Get(name)
		return got == "" || slices.Contains(wanted, got)
	}
	return is("Sec-Fetch-Mode", "navigate") && is("Sec-Fetch-Dest", "document") && is("Sec-Purpose")
}

// answer takes the request as the sign-in's answer if its state is right.
func (c *callback) answer(w http.ResponseWriter, r *http.Request) {
	answer, refused, err := readQuery(r.URL.RawQuery, c.state, c.Issuer)
	switch {
	case errors.Is(err, errState):
		writePage(w, http.StatusBadRequest, Page{
			Title: "Not the answer we wait for", Failed: true,
			Lead: "This page belongs to another sign-in. Use the newest tab, or open the address in the terminal again.",
		})
	case err != nil:
		writePage(w, http.StatusBadRequest, Page{
			Title: "Not an answer", Failed: true,
			Lead: "This is not a sign-in's answer: " + err.Error() + ".",
		})
	case !c.answered.first():
		writePage(w, http.StatusConflict, Page{
			Title: "Already answered",
			Lead:  "This sign-in was answered before. How it ended is in the terminal; this tab can be closed.",
		})
	default:
		c.taken.Store(true)
		defer close(c.delivered)
		c.deliver(w, answer, refused)
	}
}

// deliver hands the answer on and waits for the page that tells how it ended.
func (c *callback) deliver(w http.ResponseWriter, answer Answer, refused *RefusedError) {
	// Finishing may take longer than a request may: a person may have to choose.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	pages := make(chan Page, 1)
	c.results <- result{answer, refused, func(page Page) { pages <- page }}
	page := Page{Title: "Not connected", Lead: "The sign-in had ended before this answer came.", Failed: true}
	select {
	case page = <-pages:
	case <-c.ended:
		// The page may have come just before the end.
		select {
		case page = <-pages:
		default:
		}
	}
	writePage(w, http.StatusOK, page)
}
