package oauthflow

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// result is an answer with the right state, and the browser that waits for a
// page; paste has none.
type result struct {
	answer  Answer
	refused *RefusedError
	show    func(Page)
}

// flow is one sign-in under way.
type flow struct {
	Request
	state    string
	answered once
	results  chan result
	pasteErr chan error // a paste that ends the sign-in
}

// Run waits for the answer to one sign-in and hands it to finish, whose outcome
// the browser is shown. It returns finish's error; a *RefusedError if the provider
// said no; the context's error if it was cancelled; a *PortError, a *PasteError
// (of a script) or a *TimeoutError.
func Run(ctx context.Context, req Request, finish Finish) error {
	f := &flow{
		Request:  req,
		state:    newState(),
		results:  make(chan result, 1),
		pasteErr: make(chan error, 1),
	}
	if f.Listen {
		stop, err := f.serve(ctx)
		switch {
		case err == nil:
			defer stop()
		case f.Lenient && f.Paste != nil:
			f.Listen = false
		default:
			return err
		}
	}
	f.begin()
	got, err := f.wait(ctx)
	if err != nil {
		return err
	}
	page, err := finish.page(ctx, got)
	got.show(page)
	return err
}

// begin shows the URL and opens a browser on it.
func (f *flow) begin() {
	address := f.AuthURL(f.state)
	if f.Announce != nil {
		f.Announce(Announcement{
			URL:         address,
			RedirectURI: f.RedirectURI,
			Listening:   f.Listen,
			Pasting:     f.Paste != nil,
		})
	}
	if f.Open != nil {
		// Without a browser the person still has the URL.
		go func() { _ = f.Open(address) }()
	}
}

// wait is the first answer from browser or paste. When it returns, nobody reads
// from Paste any more.
func (f *flow) wait(ctx context.Context) (result, error) {
	limit := cmp.Or(f.Timeout, DefaultTimeout)
	waiting, cancel := context.WithTimeout(ctx, limit)
	pasted := make(chan struct{})
	go func() {
		defer close(pasted)
		f.readPastes(waiting)
	}()
	defer func() { cancel(); <-pasted }()

	select {
	case got := <-f.results:
		return got, nil
	case err := <-f.pasteErr:
		return result{}, err
	case <-waiting.Done():
		if err := ctx.Err(); err != nil {
			return result{}, err
		}
		return result{}, f.timedOut(limit)
	}
}

func (f *flow) timedOut(limit time.Duration) error {
	return &TimeoutError{Provider: f.Provider, RedirectURI: f.RedirectURI, After: limit}
}

// page finds out how the sign-in ends and what the browser is told.
func (finish Finish) page(ctx context.Context, got result) (Page, error) {
	if got.refused != nil {
		return refusalPage(got.refused), got.refused
	}
	page, err := finish(ctx, got.answer)
	if err != nil {
		return failurePage(err), err
	}
	return page, nil
}

func refusalPage(refused *RefusedError) Page {
	lead := "The provider did not give permission. Nothing was changed."
	if refused.Code == "access_denied" {
		lead = "You did not give permission. Nothing was changed."
	}
	page := Page{Title: "Not connected", Lead: lead, Failed: true}
	if refused.Description != "" {
		page.Details = []Detail{{"The provider says", refused.Description}}
	}
	return page
}

func failurePage(err error) Page {
	lead := sanitize.Line(err.Error())
	if errors.Is(err, context.Canceled) {
		lead = "The command was interrupted."
	}
	return Page{Title: "Not connected", Lead: lead, Failed: true}
}
