package cli

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/connection"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

type statusOptions struct {
	target
	check  bool
	format listFormat
}

func newStatus(env *Env) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show connections and the last imports",
		Long: `Show which organisation each model reads, whether its sign-in is still valid, and
what was imported last. No provider is asked unless --check is given: then each
connection is checked, from the sign-in to the permission to read reports.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runStatus(cmd.Context(), env, o) },
	}
	o.bind(cmd)
	cmd.Flags().BoolVar(&o.check, "check", false, "check each connection at the provider")
	listFormatVar(cmd, &o.format)
	return withExitCodes(cmd, signInCodes()...)
}

// connectionStatus is one connection as status shows it.
type connectionStatus struct {
	model.Connection
	state   model.SignInState
	expires time.Time
	problem string // why the sign-in has to be renewed
	notes   []model.ChartNote
}

func runStatus(ctx context.Context, env *Env, o statusOptions) error {
	if o.model != "" || o.entity != "" || env.getenv("LEDGERLINK_MODEL") != "" {
		if err := o.resolve(env); err != nil {
			return err
		}
	}
	connector, err := newConnector(env, nil)
	if err != nil {
		return err
	}
	connections, err := connectionsOf(env, o.target)
	if err != nil {
		return err
	}
	var failed checkFailures
	if o.check {
		failed = checkAll(ctx, env, connector, connections)
	}
	statuses, err := statusesOf(env, connections)
	if err != nil {
		return err
	}
	for i := range statuses {
		if problem := failed[statuses[i].Key]; problem != nil && needsSignIn(problem) {
			statuses[i].state, statuses[i].problem = model.ReconnectNeeded, problem.Error()
		}
	}
	if err := statusList(ledgers(env)).write(env, statuses, o.format); err != nil {
		return err
	}
	if o.format == formatTable {
		warnAboutStatus(env, statuses)
	}
	if len(failed) == 0 {
		return nil
	}
	return failed
}

// checkFailures are the connections that --check found wanting.
type checkFailures map[model.Key]error

// Error is the failures, a line each.
func (f checkFailures) Error() string { return errors.Join(f.Unwrap()...).Error() }

// Unwrap lists the failures in order of their connections.
func (f checkFailures) Unwrap() []error {
	failed := make([]error, 0, len(f))
	for _, key := range slices.SortedFunc(maps.Keys(f), func(a, b model.Key) int { return cmp.Compare(a.String(), b.String()) }) {
		failed = append(failed, f[key])
	}
	return failed
}

// exitCode is the one for "a person is needed" as soon as one connection needs a
// person: a provider that is down comes back by itself.
func (f checkFailures) exitCode() exitCode {
	var code exitCode
	for _, err := range f {
		if code = max(code, codeOf(err)); codeOf(err) == exitSignIn {
			return exitSignIn
		}
	}
	return code
}

// needsSignIn reports whether only signing in again helps.
func needsSignIn(err error) bool {
	answered, ok := errors.AsType[*ledger.Error](err)
	return ok && (answered.Kind == ledger.SignInNeeded || answered.Kind == ledger.Disconnected)
}

// connectionsOf returns the connections of a target, of all models if it names none.
func connectionsOf(env *Env, t target) ([]model.Connection, error) {
	kept, err := env.store()
	if err != nil {
		return nil, err
	}
	all, err := model.Read(kept, func(r model.Reader) ([]model.Connection, error) { return r.Connections(t.model) })
	if err != nil {
		return nil, err
	}
	var wanted []model.Connection
	for _, connection := range all {
		if t.entity == "" || connection.Entity == t.entity {
			wanted = append(wanted, connection)
		}
	}
	if len(wanted) == 0 && t.model != "" {
		return nil, model.NotConnected(t.model, t.entity)
	}
	return wanted, nil
}

func checkAll(ctx context.Context, env *Env, connector *connection.Connector, connections []model.Connection) checkFailures {
	failed := checkFailures{}
	for _, conn := range connections {
		env.Info("Asking %s about %s …", conn.Provider.Title(), conn.Key)
		if err := connector.Check(ctx, conn); err != nil {
			failed[conn.Key] = &aboutKey{conn.Key, "cannot use the connection of " + conn.Key.String(), err}
		}
	}
	return failed
}

func statusesOf(env *Env, connections []model.Connection) ([]connectionStatus, error) {
	kept, err := env.store()
	if err != nil {
		return nil, err
	}
	statuses := make([]connectionStatus, 0, len(connections))
	for _, connection := range connections {
		status := connectionStatus{Connection: connection, state: model.ReconnectNeeded}
		signIn, err := kept.PeekSignIn(connection.SignInID)
		switch {
		case errors.Is(err, model.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			status.state, status.expires = model.StateOf(signIn, env.now())
			status.problem = signIn.LastProblem
		}
		chart, err := model.Read(kept, func(r model.Reader) (*model.Chart, error) { return r.Chart(connection.Key) })
		if err != nil && !errors.Is(err, model.ErrNotFound) {
			return nil, err
		}
		if chart != nil {
			status.notes = chart.Notes
		}
		statuses = append(statuses, status)
	}
	return statuses, nil
}
