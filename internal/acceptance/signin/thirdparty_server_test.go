package signin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/faults"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// thirdPartyServer is oidc-provider in the place of Xero's identity service, behind a
// proxy that can spoil its answers and remembers the refresh tokens in them.
type thirdPartyServer struct {
	faults faults.Set
	base   string

	mu      sync.Mutex
	refresh []string
}

// foreign is Xero as oidc-provider plays it.
var foreign = side{ledger.Xero, "Foreign Ltd", "/xero/connect/token", 40 * time.Minute}

const callback = "http://localhost:8217/callback/xero"

// startThirdPartyServer starts oidc-provider with a client per redirect URI.
func startThirdPartyServer(t *testing.T, redirects map[string]string) *thirdPartyServer {
	t.Helper()
	folder := filepath.Join("..", "..", "..", "testdata", "node")
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "node_modules"))
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("needs Node.js and `npm ci` in testdata/node")
	}
	var clients []map[string]any
	for id, redirect := range redirects {
		clients = append(clients, map[string]any{"client_id": id, "redirect_uris": []string{redirect}})
	}
	list, err := json.Marshal(clients)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), node, "oidc.mjs")
	command.Dir = folder
	command.Env = append(os.Environ(), "CLIENTS="+string(list))
	var problems bytes.Buffer
	command.Stderr = &problems
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	origin, parseErr := url.Parse(strings.TrimSpace(line))
	if err != nil || parseErr != nil {
		t.Fatal(line, err, problems.String())
	}
	return proxyTo(t, origin)
}

func proxyTo(t *testing.T, origin *url.URL) *thirdPartyServer {
	f := &thirdPartyServer{}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(origin) },
		ModifyResponse: func(answer *http.Response) error {
			if answer.Request.URL.Path == foreign.token {
				return f.note(answer)
			}
			return nil
		},
	}
	slowly := func(ctx context.Context, wait time.Duration) error {
		time.Sleep(wait)
		return ctx.Err()
	}
	server := httptest.NewServer(&faults.Handler{Set: &f.faults, Next: proxy, Sleep: slowly, Done: t.Context().Done()})
	t.Cleanup(server.Close)
	f.base = server.URL
	return f
}

// note remembers the refresh token of an answer.
func (f *thirdPartyServer) note(answer *http.Response) error {
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	var tokens struct {
		Refresh string `json:"refresh_token"`
	}
	if json.Unmarshal(body, &tokens) == nil && tokens.Refresh != "" {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.refresh = append(f.refresh, tokens.Refresh)
	}
	return nil
}

// tokens are the refresh tokens handed out so far.
func (f *thirdPartyServer) tokens() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.refresh...)
}

// use refreshes with a token as somebody else would, and returns what came of it.
func (f *thirdPartyServer) use(t *testing.T, token, client string) string {
	t.Helper()
	answer, err := http.PostForm(f.base+foreign.token, url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {token}, "client_id": {client},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Status + " " + string(body)
}

// workspace is a workspace whose Xero is the server, with the app of a client.
func (f *thirdPartyServer) workspace(t *testing.T, client string) *workspace {
	d := newWorkspace(newHarness(t, time.Now))
	d.Env["LEDGERLINK_SIMULATOR"] = f.base
	d.Env["LEDGERLINK_XERO_CLIENT_ID"] = client
	return d
}
