package xero

import (
	"context"
	"errors"
	"io"
	"net/url"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
)

// Connection is one organisation that the signed-in user has connected to the
// app, as GET /connections lists it (Xero's identity API). ID names the
// connection and is what disconnecting takes; TenantID names the organisation.
type Connection struct {
	ID          string
	AuthEventID string // the consent that made it; missing in old answers
	TenantID    string
	TenantType  string // ORGANISATION, PRACTICE, …
	TenantName  string // missing in old answers
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// IsOrganisation is false for connections to anything that keeps no books.
func (c Connection) IsOrganisation() bool { return c.TenantType == "ORGANISATION" }

// Connections lists what the user of the token has connected to the app: with
// an authEventID what that one consent connected, which may be nothing when the
// organisation was connected before; without one everything ever connected.
func Connections(ctx context.Context, config Config, authEventID string) ([]Connection, error) {
	config.OrganisationID = "" // the list belongs to the user, not to an organisation
	query := url.Values{}
	if authEventID != "" {
		query.Set("authEventId", authEventID)
	}
	client, err := newClient(config)
	if err != nil {
		return nil, err
	}
	var connections []Connection
	err = client.get(ctx, connectionsResource, query, func(body io.Reader) (err error) {
		connections, err = readConnections(body)
		return err
	})
	return connections, err
}

type wireConnection struct {
	ID             string `json:"id"`
	AuthEventID    string `json:"authEventId"`
	TenantID       string `json:"tenantId"`
	TenantType     string `json:"tenantType"`
	TenantName     string `json:"tenantName"`
	CreatedDateUTC string `json:"createdDateUtc"`
	UpdatedDateUTC string `json:"updatedDateUtc"`
}

func readConnections(body io.Reader) ([]Connection, error) {
	var answer []wireConnection
	if err := jsonread.Decode(body, &answer); err != nil {
		return nil, err
	}
	connections := make([]Connection, 0, len(answer))
	for _, wire := range answer {
		if wire.ID == "" || wire.TenantID == "" {
			return nil, errors.New("it lists a connection without an id")
		}
		connections = append(connections, Connection{
			ID:          wire.ID,
			AuthEventID: wire.AuthEventID,
			TenantID:    wire.TenantID,
			TenantType:  wire.TenantType,
			TenantName:  wire.TenantName,
			CreatedAt:   parseUTC(wire.CreatedDateUTC),
			UpdatedAt:   parseUTC(wire.UpdatedDateUTC),
		})
	}
	return connections, nil
}

// parseUTC reads a time that is UTC without saying so, "2019-12-13T18:10:43.3063640",
// or says so. What it cannot read is no time: nothing depends on these dates.
func parseUTC(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
