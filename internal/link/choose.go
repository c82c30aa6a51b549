package link

import (
	"context"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/xero"
)

// tenants are the organisations a Xero consent is about: those it connected
// itself or, where it connected none because all were connected before, all the
// person ever connected to the app (Xero's "Connections" guide). Which of them
// was meant is never guessed from their order.
func (c *trip) tenants(ctx context.Context) (connected []xero.Connection, exact bool, err error) {
	if c.event != "" {
		if connected, err = c.organisations(ctx, c.event); err != nil || len(connected) > 0 {
			return connected, len(connected) == 1, err
		}
	}
	connected, err = c.organisations(ctx, "")
	return connected, false, err
}

func (c *trip) organisations(ctx context.Context, event string) ([]xero.Connection, error) {
	deps := c.deps()
	deps.BaseURL = c.profile.APIBase
	all, err := xero.Connections(ctx, deps, event)
	var organisations []xero.Connection
	for _, connection := range all {
		if connection.IsOrganisation() {
			organisations = append(organisations, connection)
		}
	}
	return organisations, err
}

// pickTenant finds the organisation of a new connection.
func (c *trip) pickTenant(ctx context.Context, o ConnectOptions) (xero.Connection, error) {
	among, exact, err := c.tenants(ctx)
	switch {
	case err != nil:
		return xero.Connection{}, err
	case len(among) == 0:
		return xero.Connection{}, fault.New(fault.SignIn, c.what, "no organisation was connected",
			"Run the command again and pick an organisation at Xero's consent page.")
	case o.Org != "":
		return c.named(among, o.Org)
	case exact:
		return among[0], nil
	case o.Choose == nil:
		return xero.Connection{}, fault.New(fault.Usage, c.what, "Xero does not say which organisation is meant",
			append([]string{"Say it with --org and a name or id:"}, list(among)...)...)
	}
	return c.asked(ctx, among, o)
}

// asked lets a person choose.
func (c *trip) asked(ctx context.Context, among []xero.Connection, o ConnectOptions) (xero.Connection, error) {
	used, err := c.usedBy()
	if err != nil {
		return xero.Connection{}, err
	}
	candidates := make([]Candidate, len(among))
	for i, tenant := range among {
		candidates[i] = Candidate{ID: tenant.TenantID, Name: tenant.TenantName, UsedBy: used[tenant.TenantID]}
	}
	index, err := o.Choose(ctx, candidates)
	if err != nil {
		return xero.Connection{}, err
	}
	if index < 0 || index >= len(among) {
		return xero.Connection{}, fault.New(fault.Usage, c.what, "no organisation was chosen")
	}
	return among[index], nil
}

// named finds what --org asks for: an exact id, or a name in any case.
func (c *trip) named(among []xero.Connection, org string) (xero.Connection, error) {
	var found []xero.Connection
	for _, tenant := range among {
		if tenant.TenantID == org {
			return tenant, nil
		}
		if strings.EqualFold(strings.TrimSpace(tenant.TenantName), strings.TrimSpace(org)) {
			found = append(found, tenant)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return xero.Connection{}, fault.New(fault.WrongOrganisation, c.what, fmt.Sprintf("%q was not granted", org),
			append([]string{"Granted:"}, list(among)...)...)
	}
	return xero.Connection{}, fault.New(fault.Usage, c.what, fmt.Sprintf("several organisations are named %q", org),
		append([]string{"Say which with --org and an id:"}, list(found)...)...)
}

// list names organisations a line each, the first few of them.
func list(tenants []xero.Connection) []string {
	const few = 10
	var lines []string
	for i, tenant := range tenants {
		if i == few {
			return append(lines, fmt.Sprintf("  and %d more", len(tenants)-few))
		}
		lines = append(lines, fmt.Sprintf("  %s  %s", tenant.TenantID, tenant.TenantName))
	}
	return lines
}
