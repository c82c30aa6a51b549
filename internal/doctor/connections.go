package doctor

import (
	"context"
	"fmt"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// checkConnections checks each connection, or shows its state if no provider is
// to be asked. reached says which providers answer, by the address of the API.
func (c Config) checkConnections(ctx context.Context, reached map[string]bool) []Finding {
	connections, err := c.Connections()
	if err != nil {
		return []Finding{failed("connections", err)}
	}
	findings := make([]Finding, 0, len(connections))
	for _, connection := range connections {
		findings = append(findings, c.checkConnection(ctx, connection, reached))
	}
	return findings
}

func (c Config) checkConnection(ctx context.Context, connection Connection, reached map[string]bool) Finding {
	check := connection.Key.String()
	detail := fmt.Sprintf("%s (%s), %s", connection.Organisation.Name, connection.Provider.Title(), connection.State)
	if connection.State == model.ReconnectNeeded {
		if connection.Problem != "" {
			detail += ": " + connection.Problem
		}
		return failed(check, &SignInEndedError{connection.Key, detail})
	}
	if c.Offline {
		return passed(check, detail)
	}
	if answers, asked := reached[connection.APIBase]; asked && !answers {
		return failed(check, &NotAskedError{detail, connection.Provider})
	}
	if err := connection.Check(ctx); err != nil {
		return failed(check, &ConnectionError{connection.Key, connection.Organisation.Name, err})
	}
	return passed(check, detail+", and its reports can be read")
}
