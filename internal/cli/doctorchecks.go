package cli

import (
	"context"
	"fmt"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"os/exec"
	"runtime"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
)

// examinePorts sees whether the ports of the redirect URIs can be listened on.
func examinePorts(ctx context.Context, ports []int) []finding {
	var findings []finding
	for _, port := range ports {
		check := fmt.Sprintf("port %d", port)
		listeners, err := oauthflow.Listen(ctx, port)
		if err != nil {
			findings = append(findings, broken(check, exitUsage, terminal.Line(err.Error()),
				"End the program that uses it, or sign in with --paste, which needs no port,",
				"or register another port's redirect URI with your app: ledgerlink setup … --port N"))
			continue
		}
		for _, listener := range listeners {
			_ = listener.Close()
		}
		findings = append(findings, fine(check, "free for the browser to come back to"))
	}
	return findings
}

// examineBrowser sees whether there is a program that opens a browser, and a
// screen to open it on.
func examineBrowser(env *Env) finding {
	const check = "browser"
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return fine(check, "the system opens it")
	}
	if env.getenv("DISPLAY") != "" || env.getenv("WAYLAND_DISPLAY") != "" {
		for _, opener := range []string{"xdg-open", "x-www-browser", "www-browser"} {
			if path, err := exec.LookPath(opener); err == nil {
				return fine(check, "%s opens it", path)
			}
		}
	}
	return fine(check, "none opens here: use connect --no-browser, or --paste if your browser is on another computer")
}

// examineConnections proves each connection, or shows its state where no
// provider is to be asked. reached says which hosts answer, by address.
func examineConnections(ctx context.Context, env *Env, reached map[string]bool, o doctorOptions) []finding {
	connections, err := connectionsOf(env, target{})
	if err != nil {
		return nil // the store's own finding says so
	}
	statuses, err := statusesOf(env, connections)
	if err != nil {
		return []finding{wrong("connections", err)}
	}
	findings := make([]finding, 0, len(statuses))
	for _, status := range statuses {
		findings = append(findings, examineConnection(ctx, env, status, reached, o))
	}
	return findings
}

func examineConnection(ctx context.Context, env *Env, status connectionStatus, reached map[string]bool, o doctorOptions) finding {
	check := status.Key.String()
	detail := fmt.Sprintf("%s (%s), %s", status.Organisation.Name, status.Provider.Title(), status.state)
	if status.state == model.ReconnectNeeded {
		if status.problem != "" {
			detail += ": " + status.problem
		}
		return broken(check, exitSignIn, detail, "ledgerlink reconnect "+keyFlags(status.Key))
	}
	if o.offline {
		return fine(check, "%s", detail)
	}
	linker, err := newLinker(env, nil)
	if err != nil {
		return wrong(check, err)
	}
	profile, err := placeOf(status.Connection)
	if err != nil {
		return wrong(check, err)
	}
	if answers, asked := reached[profile.APIBase]; asked && !answers {
		return broken(check, exitUnavailable, detail+"; it was not asked", status.Provider.Title()+" has to answer first.")
	}
	if err := linker.Check(ctx, status.Connection); err != nil {
		return wrong(check, &aboutKey{status.Key, "cannot read " + status.Organisation.Name, err})
	}
	return fine(check, "%s, and its reports can be read", detail)
}
