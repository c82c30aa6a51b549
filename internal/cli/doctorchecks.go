package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/link"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/store"
)

func (a *app) examineStore() finding {
	const check = "store"
	kept, err := a.store()
	if err != nil {
		return wrong(check, err)
	}
	health, err := kept.Check()
	if err != nil {
		return wrong(check, err)
	}
	if len(health.Problems) > 0 {
		return finding{Check: check, Detail: health.Problems[0], Do: []string{"ledgerlink store check names all problems."}, code: fault.Failure}
	}
	return fine(check, "%s is sound%s", kept.Path(), a.keyWords(kept))
}

// examinePort sees whether the port of the redirect URIs can be listened on.
func examinePort(ctx context.Context, port int) finding {
	check := "port " + strconv.Itoa(port)
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return finding{Check: check, Detail: err.Error(), code: fault.Usage, Do: []string{
			"End the program that uses it, or register another port with your app and give it with --port.",
		}}
	}
	_ = listener.Close()
	return fine(check, "free, for http://localhost:%d/callback/xero and http://localhost:%d/callback/quickbooks", port, port)
}

// examineBrowser sees whether there is a program that opens a browser.
func (a *app) examineBrowser() finding {
	const check = "browser"
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return fine(check, "the system opens it")
	}
	for _, opener := range []string{"xdg-open", "x-www-browser", "www-browser"} {
		if path, err := exec.LookPath(opener); err == nil {
			return fine(check, "%s opens it", path)
		}
	}
	return fine(check, "none can be opened from here: connect with --no-browser or --paste")
}

// examineApp sees whether the user's app is known and, where the provider allows
// it without a person, whether its keys are right.
func (a *app) examineApp(ctx context.Context, profile provider.Profile, o doctorOptions) []finding {
	check := profile.Provider.Title() + " app"
	if profile.Environment == provider.Simulator {
		return []finding{fine(check, "the simulator takes any")}
	}
	source, known := a.knowsApp(profile)
	if !known {
		return []finding{fine(check, "none yet: ledgerlink setup %s", profile.Provider)}
	}
	if o.offline {
		return []finding{fine(check, "%s", source)}
	}
	linker, err := a.linker(nil)
	if err != nil {
		return []finding{wrong(check, err)}
	}
	proven, err := linker.ProveKeys(ctx, profile)
	switch {
	case err != nil:
		return []finding{wrong(check, err)}
	case proven:
		source += ", and the keys are right"
	}
	return []finding{fine(check, "%s", source)}
}

func (a *app) knowsApp(profile provider.Profile) (source string, known bool) {
	if a.env(profile.ClientIDVariable()) != "" {
		return "from " + profile.ClientIDVariable(), true
	}
	kept, err := a.store()
	if err != nil {
		return "", false
	}
	_, err = kept.App(profile.Provider, string(profile.Environment))
	return "stored", !errors.Is(err, store.ErrNotFound)
}

// allowedSkew is how far this clock may be from the provider's before tokens
// seem to expire at the wrong time.
const allowedSkew = time.Minute

// examineNetwork reaches the provider, through a proxy where one is set, and
// compares the clocks.
func (a *app) examineNetwork(ctx context.Context, profile provider.Profile) finding {
	check := "reach " + profile.Provider.Title()
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, profile.APIBase, nil)
	if err != nil {
		return wrong(check, err)
	}
	through := ""
	if proxy, err := http.ProxyFromEnvironment(request); err == nil && proxy != nil {
		through = " through the proxy " + proxy.Host
	}
	client := a.http
	if client == nil {
		client = &http.Client{}
	}
	answer, err := client.Do(request)
	if err != nil {
		return finding{Check: check, Detail: "it cannot be reached" + through, code: fault.Unavailable, Do: []string{
			"Check the network, and HTTPS_PROXY where you need a proxy: " + err.Error(),
		}}
	}
	_ = answer.Body.Close()
	theirs, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return fine(check, "answers%s", through)
	}
	if skew := a.now().Sub(theirs).Round(time.Second); skew.Abs() > allowedSkew {
		return finding{Check: check, Detail: fmt.Sprintf("this clock is %s off", skew), code: fault.Failure, Do: []string{
			"Set the clock of this computer: tokens seem to expire at the wrong time.",
		}}
	}
	return fine(check, "answers%s, and the clocks agree", through)
}

// examineConnections proves each connection, or shows its state where no
// provider is to be asked.
func (a *app) examineConnections(ctx context.Context, o doctorOptions) []finding {
	connections, err := a.connections(target{})
	if err != nil {
		return nil // the store's own finding says so
	}
	statuses, err := a.statuses(connections)
	if err != nil {
		return []finding{wrong("connections", err)}
	}
	findings := make([]finding, 0, len(statuses))
	for _, status := range statuses {
		findings = append(findings, a.examineConnection(ctx, status, o))
	}
	return findings
}

func (a *app) examineConnection(ctx context.Context, status connectionStatus, o doctorOptions) finding {
	check := status.Key.String()
	detail := fmt.Sprintf("%s (%s), %s", status.Organisation.Name, status.Provider.Title(), status.state)
	if status.state == link.ReconnectNeeded {
		return finding{Check: check, Detail: detail, code: fault.SignIn, Do: []string{"ledgerlink reconnect " + keyFlags(status.Key)}}
	}
	if o.offline {
		return fine(check, "%s", detail)
	}
	linker, err := a.linker(nil)
	if err == nil {
		err = linker.Check(ctx, status.Connection)
	}
	if err != nil {
		return wrong(check, about(status.Key, "cannot read "+status.Organisation.Name, err))
	}
	return fine(check, "%s, and its reports can be read", detail)
}
