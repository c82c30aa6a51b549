package oauthflow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// landing is an answer with the right state, and the browser that waits for a
// page; paste has none.
type landing struct {
	answer  Answer
	refused *RefusedError
	show    func(Page)
}

// flow is one sign-in under way.
type flow struct {
	Request
	state   string
	claim   claim
	landed  chan landing
	spoiled chan error // a paste that ends the sign-in
}

// Run waits for the answer to one sign-in and hands it to finish, whose outcome
// the browser is shown. It returns finish's error; a *RefusedError where the
// provider said no; the context's error when it was cancelled; and a fault with
// exit code 2 (port in use, wrong paste in a script) or 3 (nobody answered).
func Run(ctx context.Context, req Request, finish Finish) error {
	f := &flow{
		Request: req,
		state:   newState(),
		landed:  make(chan landing, 1),
		spoiled: make(chan error, 1),
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
	page, err := settle(ctx, got, finish)
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
func (f *flow) wait(ctx context.Context) (landing, error) {
	limit := cmp.Or(f.Timeout, DefaultTimeout)
	waiting, cancel := context.WithTimeout(ctx, limit)
	pasted := make(chan struct{})
	go func() {
		defer close(pasted)
		f.readPastes(waiting)
	}()
	defer func() { cancel(); <-pasted }()

	select {
	case got := <-f.landed:
		return got, nil
	case err := <-f.spoiled:
		return landing{}, err
	case <-waiting.Done():
		if err := ctx.Err(); err != nil {
			return landing{}, err
		}
		return landing{}, f.unanswered(limit)
	}
}

func (f *flow) unanswered(limit time.Duration) error {
	return fault.New(fault.SignIn, "the sign-in was not completed",
		fmt.Sprintf("no answer from %s came within %s", f.Provider, spoken(limit)),
		"If the browser was closed, run the command again and finish the sign-in there.",
		"If it showed an error page, check that this redirect URI is registered with your app: "+f.RedirectURI)
}

// spoken is a duration in words: whole minutes, or seconds.
func spoken(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
	return fmt.Sprintf("%d seconds", d/time.Second)
}

// settle finds out how the sign-in ends and what the browser is told.
func settle(ctx context.Context, got landing, finish Finish) (Page, error) {
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
