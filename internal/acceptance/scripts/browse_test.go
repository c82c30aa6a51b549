package scripts

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"strings"
)

// browse runs the command in its arguments and is the person who signs in: it
// goes to the address that the command prints alone on a line of standard error,
// as a browser would. Consent pages have to answer themselves. It ends with the
// exit code of the command.
//
//	-paste   gives the address it lands on to the command's standard input
//	-stray   sends the listener wrong answers first, and prints the statuses
//	-page    prints the page it ends on to standard error
func browse() {
	flags := flag.NewFlagSet("browse", flag.ExitOnError)
	var p person
	flags.BoolVar(&p.paste, "paste", false, "")
	flags.BoolVar(&p.stray, "stray", false, "")
	flags.BoolVar(&p.page, "page", false, "")
	_ = flags.Parse(os.Args[1:])
	code, err := p.accompany(exec.Command(flags.Arg(0), flags.Args()[1:]...))
	if err != nil {
		fmt.Fprintln(os.Stderr, "browse:", err)
		os.Exit(99)
	}
	os.Exit(code)
}

type person struct {
	paste, stray, page bool
	input              io.WriteCloser
}

func (p *person) accompany(command *exec.Cmd) (code int, err error) {
	command.Stdout = os.Stdout
	said, err := command.StderrPipe()
	if err != nil {
		return 0, err
	}
	if p.input, err = command.StdinPipe(); err != nil {
		return 0, err
	}
	signal.Ignore(os.Interrupt) // the command's own affair
	if err := command.Start(); err != nil {
		return 0, err
	}
	var problem error
	for lines := bufio.NewScanner(said); lines.Scan(); {
		fmt.Fprintln(os.Stderr, lines.Text())
		if address, ok := authorisation(lines.Text()); ok {
			problem = errors.Join(problem, p.signIn(address))
		}
	}
	if err := command.Wait(); command.ProcessState == nil {
		return 0, err
	}
	return command.ProcessState.ExitCode(), problem
}

// authorisation is true for a line that is an authorisation URL and nothing else.
func authorisation(line string) (*url.URL, bool) {
	address, err := url.Parse(line)
	return address, err == nil && address.Host != "" && address.Query().Get("state") != ""
}

// errLanded ends a journey at the tool's own address.
var errLanded = errors.New("landed")

func (p *person) signIn(address *url.URL) error {
	back, err := url.Parse(address.Query().Get("redirect_uri"))
	if err != nil {
		return err
	}
	if p.stray {
		if err := sendStrays(*back); err != nil {
			return err
		}
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	var landed string
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if landed = r.URL.String(); p.paste && r.URL.Host == back.Host {
			return errLanded
		}
		return nil
	}}
	answer, err := client.Get(address.String())
	if p.paste && errors.Is(err, errLanded) {
		_, err = io.WriteString(p.input, landed+"\n")
		return errors.Join(err, p.input.Close())
	}
	if err != nil {
		return err
	}
	page, err := io.ReadAll(answer.Body)
	if p.page {
		fmt.Fprintf(os.Stderr, "page: %s\n%s\n", answer.Status, page)
	}
	return errors.Join(err, answer.Body.Close())
}

// sendStrays sends the listener what is not the answer it waits for, and tells
// how each of them was answered.
func sendStrays(back url.URL) error {
	wrong := "?" + url.Values{"state": {"another"}, "code": {"stolen"}, "error": {"access_denied"}}.Encode()
	root := back.Scheme + "://" + back.Host
	for _, stray := range []struct{ method, address string }{
		{http.MethodGet, back.String() + wrong},
		{http.MethodGet, back.String()},
		{http.MethodPost, back.String() + wrong},
		{http.MethodGet, root + "/favicon.ico"},
		{http.MethodGet, root + "/"},
	} {
		request, err := http.NewRequest(stray.method, stray.address, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		path := strings.TrimPrefix(stray.address, root)
		fmt.Fprintf(os.Stderr, "stray: %s %s %d\n", stray.method, path, answer.StatusCode)
		if err := answer.Body.Close(); err != nil {
			return err
		}
	}
	return nil
}
