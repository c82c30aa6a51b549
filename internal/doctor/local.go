package doctor

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"

	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
)

// checkPorts checks whether the ports of the redirect URIs can be listened on.
func checkPorts(ctx context.Context, ports []int) []Finding {
	var findings []Finding
	for _, port := range ports {
		check := fmt.Sprintf("port %d", port)
		listeners, err := oauthflow.Listen(ctx, port)
		if err != nil {
			findings = append(findings, failed(check, &PortError{err}))
			continue
		}
		for _, listener := range listeners {
			_ = listener.Close()
		}
		findings = append(findings, passed(check, "free for the browser to come back to"))
	}
	return findings
}

// checkBrowser checks whether there is a program that opens a browser, and a
// screen to open it on.
func (c Config) checkBrowser() Finding {
	const check = "browser"
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return passed(check, "the system opens it")
	}
	if c.Getenv("DISPLAY") != "" || c.Getenv("WAYLAND_DISPLAY") != "" {
		for _, opener := range []string{"xdg-open", "x-www-browser", "www-browser"} {
			if path, err := exec.LookPath(opener); err == nil {
				return passed(check, path+" opens it")
			}
		}
	}
	return Finding{Check: check, Detail: "none can be opened here", Note: NoBrowser}
}
