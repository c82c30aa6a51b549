package simtest

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Follow opens an address as a browser does, and goes where it is sent, to the end.
func Follow(address string) error {
	_, err := open(address, nil)
	return err
}

// Land opens an address as a browser does, up to the page on this machine that the
// provider sends it to, and returns that page's address without opening it.
func Land(address string) (string, error) {
	landed, err := open(address, func(next *url.URL) bool {
		return next.Hostname() == "localhost" && strings.HasPrefix(next.Path, "/callback/")
	})
	if err != nil {
		return "", err
	}
	if landed.next == "" {
		return "", errors.New("no way on from " + landed.path + ": " + landed.status + " " + landed.body)
	}
	return landed.next, nil
}

// Page opens an address as a browser does, and returns the text of the page it ends
// on.
func Page(address string) (string, error) {
	landed, err := open(address, nil)
	return landed.body, err
}

// landing is where a browser ended.
type landing struct {
	path, status, body string
	next               string // where it was sent and did not go
}

func open(address string, stop func(next *url.URL) bool) (landing, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return landing{}, err
	}
	client := &http.Client{
		Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute,
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			if stop != nil && stop(next.URL) || len(via) >= 10 {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
	answer, err := client.Get(address)
	if err != nil {
		return landing{}, err
	}
	body, err := io.ReadAll(answer.Body)
	landed := landing{path: answer.Request.URL.Path, status: answer.Status, body: string(body)}
	if next, locationErr := answer.Location(); locationErr == nil {
		landed.next = next.String()
	}
	return landed, errors.Join(err, answer.Body.Close())
}

// person reads what the tool says on standard error, and with --paste signs in
// where it asks for that.
type person struct {
	pastes bool // with --paste
	delay  time.Duration
	pasted *io.PipeReader // the tool's standard input
	paste  *io.PipeWriter
	visits sync.WaitGroup

	mu   sync.Mutex
	said strings.Builder
}

func newPerson(pastes bool, delay time.Duration) *person {
	p := &person{pastes: pastes, delay: delay}
	p.pasted, p.paste = io.Pipe()
	if !pastes {
		_ = p.paste.Close()
	}
	return p
}

// Write takes whole messages, as the tool writes them.
func (p *person) Write(message []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for line := range strings.Lines(string(message)) {
		if line = strings.TrimSpace(line); p.pastes && strings.HasPrefix(line, "http") && strings.Contains(line, "state=") {
			p.visits.Go(func() { p.signIn(line) })
		}
	}
	return p.said.Write(message)
}

// signIn pastes the address that a browser lands on, or why it lands nowhere.
func (p *person) signIn(address string) {
	landed, err := Land(address)
	time.Sleep(p.delay)
	if err != nil {
		landed = err.Error()
	}
	_, _ = io.WriteString(p.paste, landed+"\n")
}

// end waits for the person and returns what the tool has said.
func (p *person) end() string {
	_ = p.paste.Close()
	_ = p.pasted.Close()
	p.visits.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}
