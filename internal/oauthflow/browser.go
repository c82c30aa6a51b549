package oauthflow

import (
	"io"
	"sync"

	"github.com/pkg/browser"
)

// quietBrowser keeps what a browser prints out of the tool's own output.
var quietBrowser = sync.OnceFunc(func() {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
})

// OpenBrowser opens url in the person's browser. It may block until that
// browser is closed.
func OpenBrowser(url string) error {
	quietBrowser()
	return browser.OpenURL(url)
}
