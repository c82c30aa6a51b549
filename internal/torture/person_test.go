package torture

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/cli"
)

// run runs one command of the tool in this process, at the simulator's time. A
// sign-in is completed by a person who opens the address that is shown and
// pastes the one they land on.
func (d *desk) run(args ...string) outcome {
	d.t.Helper()
	var out bytes.Buffer
	pasted, paste := io.Pipe()
	person := &person{paste: paste, dawdle: d.dawdle}
	code := cli.Main(d.t.Context(), args, cli.Streams{In: pasted, Out: &out, Err: person},
		cli.WithEnv(func(name string) string { return d.env[name] }),
		cli.WithNow(d.Now),
		cli.WithSleep(d.sleep),
		cli.WithHTTP(d.client),
		cli.WithBrowser(func(string) error { return errors.New("there is no browser") }),
	)
	_ = paste.Close()
	_ = pasted.Close()
	person.trips.Wait()
	return outcome{code, out.String(), person.text()}
}

// connect links a model to the provider's organisation.
func (d *desk) connect(s side, model string, more ...string) outcome {
	d.pick(s.organisation)
	return d.run(append([]string{"connect", s.String(), "--model", model, "--org", s.organisation, "--paste"}, more...)...)
}

// importActuals writes the model's actuals to a file of its name.
func (d *desk) importActuals(model string) outcome {
	return d.run(append([]string{"import", "actuals", "--model", model, "-o", d.file(model + ".csv")}, months...)...)
}

// person reads what the tool says and signs in where it asks for that.
type person struct {
	paste  *io.PipeWriter
	dawdle time.Duration
	trips  sync.WaitGroup

	mu   sync.Mutex
	said bytes.Buffer
}

func (p *person) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// Write takes whole messages, as the tool writes them.
func (p *person) Write(message []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for line := range strings.Lines(string(message)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "http") && strings.Contains(line, "state=") {
			p.trips.Go(func() {
				landed, err := trip(line)
				time.Sleep(p.dawdle)
				if err != nil {
					landed = err.Error()
				}
				_, _ = io.WriteString(p.paste, landed+"\n")
			})
		}
	}
	return p.said.Write(message)
}

// trip opens an address as a browser does, up to the page on this machine that
// the provider sends it to, and returns that page's address.
func trip(address string) (string, error) {
	jar := map[string]*http.Cookie{}
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for range 10 {
		request, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			return "", err
		}
		for _, cookie := range jar {
			request.AddCookie(cookie)
		}
		answer, err := client.Do(request)
		if err != nil {
			return "", err
		}
		page, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		for _, cookie := range answer.Cookies() {
			jar[cookie.Name] = cookie
		}
		next, err := answer.Location()
		if err != nil {
			return "", errors.New("no way on from " + request.URL.Path + ": " + answer.Status + " " + string(page))
		}
		if back := (&url.URL{Host: next.Host}).Hostname(); back == "localhost" && strings.HasPrefix(next.Path, "/callback/") {
			return next.String(), nil
		}
		address = next.String()
	}
	return "", errors.New("the browser was sent on and on")
}
