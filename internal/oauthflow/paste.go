package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// readPastes waits for a line that answers this sign-in.
func (f *flow) readPastes(ctx context.Context) {
	if f.Paste == nil {
		return
	}
	for {
		text, err := f.Paste.Next(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, io.EOF):
			f.pasteEnded()
			return
		case err == nil:
			if err = f.acceptPaste(text); err == nil {
				return
			}
		}
		if f.AskAgain == nil {
			f.pasteErr <- &PasteError{RedirectURI: f.RedirectURI, Err: err}
			return
		}
		f.AskAgain(err)
	}
}

// pasteEnded ends the sign-in unless a browser may still answer.
func (f *flow) pasteEnded() {
	if f.Listen {
		return
	}
	f.pasteErr <- &PasteError{RedirectURI: f.RedirectURI, Err: io.EOF}
}

// acceptPaste takes a pasted line as the answer.
func (f *flow) acceptPaste(text string) error {
	query, err := f.pastedQuery(text)
	if err != nil {
		return err
	}
	answer, refused, err := readQuery(query, f.state, f.Issuer)
	if err != nil {
		return err
	}
	if f.answered.first() {
		f.results <- result{answer, refused, func(Page) {}}
	}
	return nil
}

// pastedQuery is the query in a pasted line: a landed address, or only what
// comes after its question mark.
func (f *flow) pastedQuery(text string) (string, error) {
	text = strings.Trim(strings.TrimSpace(text), `"'<>`)
	address, query, asked := strings.Cut(text, "?")
	switch {
	case text == "":
		return "", errors.New("the line is empty")
	case asked && address == "":
		return query, nil
	case asked || strings.Contains(text, "://"):
		return f.landedQuery(text)
	case strings.Contains(text, "="):
		return text, nil
	}
	return "", errors.New("it is not an address with code= and state= in it")
}

// landedQuery is the query of a whole address, which must be the redirect URI or
// the loopback address a registered page hands on to.
func (f *flow) landedQuery(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "http://" + text // browsers hide the scheme
	}
	landed, err := url.Parse(text)
	if err != nil {
		return "", errors.New("it is not an address")
	}
	loopback := fmt.Sprintf("http://localhost:%d%s", f.Port, f.CallbackPath)
	if !samePlace(landed, f.RedirectURI) && !samePlace(landed, loopback) {
		return "", fmt.Errorf("its address does not begin with %s", f.RedirectURI)
	}
	if landed.RawQuery == "" {
		return "", errNeither
	}
	return landed.RawQuery, nil
}

// samePlace compares host and path. The scheme says nothing in an address that
// was typed or copied without it.
func samePlace(landed *url.URL, registered string) bool {
	want, err := url.Parse(registered)
	return err == nil && strings.EqualFold(landed.Host, want.Host) &&
		strings.TrimSuffix(landed.Path, "/") == strings.TrimSuffix(want.Path, "/")
}
