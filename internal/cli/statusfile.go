package cli

import (
	"encoding/json"
	"fmt"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// listFormat is the format of a command that shows a list.
type listFormat string

const (
	formatTable listFormat = "table"
	formatJSON  listFormat = "json"
	formatCSV   listFormat = "csv"
)

// listFormatVar adds --format to a command that shows a list.
func listFormatVar(cmd *cobra.Command, value *listFormat) {
	choiceVar(cmd, value, "format", formatTable, "table, csv or json", formatTable, formatCSV, formatJSON)
}

// statusRow is one connection of status --format json; the columns of the CSV
// have the same names and order.
type statusRow struct {
	Model           string            `json:"model"`
	Entity          string            `json:"entity"`
	Provider        ledger.Provider   `json:"provider"`
	Environment     string            `json:"environment"`
	OrganisationID  string            `json:"organisation_id"`
	Organisation    string            `json:"organisation"`
	Currency        string            `json:"currency"`
	Demo            bool              `json:"demo"`
	State           model.SignInState `json:"state"`
	SignInExpiresAt *time.Time        `json:"signin_expires_at"`
	LastCOA         *time.Time        `json:"last_coa_import_at"`
	LastActuals     *time.Time        `json:"last_actuals_import_at"`
	From            *ledger.Month     `json:"from"`
	To              *ledger.Month     `json:"to"`
	Ties            *bool             `json:"ties"`
}

func (s connectionStatus) row() statusRow {
	row := statusRow{
		Model: s.Model, Entity: s.Entity, Provider: s.Provider, Environment: s.Environment,
		OrganisationID: s.Organisation.ID, Organisation: s.Organisation.Name, Currency: s.Organisation.Currency,
		Demo: s.Organisation.Demo, State: s.state,
	}
	row.SignInExpiresAt = instant(s.expires)
	if last := s.LastCOA; last != nil {
		row.LastCOA = instant(last.At)
	}
	if last := s.LastActuals; last != nil {
		row.LastActuals = instant(last.At)
		row.From, row.To, row.Ties = &last.Range.From, &last.Range.To, &last.Ties
	}
	return row
}

// instant is a time in UTC to the second, or null.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

func writeStatus(env *Env, statuses []connectionStatus, format listFormat) error {
	rows := make([]statusRow, 0, len(statuses))
	for _, status := range statuses {
		rows = append(rows, status.row())
	}
	switch format {
	case formatJSON:
		return writeJSON(env, map[string]any{"connections": rows})
	case formatCSV:
		_, err := statusTable(rows).WriteCSV(env.Out)
		return err
	}
	if len(rows) == 0 {
		env.Info("No model is connected yet. Try `ledgerlink demo`, or: ledgerlink connect xero|quickbooks --model NAME")
		return nil
	}
	if err := terminal.WriteTable(env.Out, statusHead, statusCells(statuses)); err != nil {
		return err
	}
	warnAboutStatus(env, statuses)
	return nil
}

// writeJSON writes one indented document to standard output.
func writeJSON(env *Env, document any) error {
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	_, err = env.Out.Write(append(text, '\n'))
	return err
}

func statusTable(rows []statusRow) export.Table {
	names := strings.Fields(`model entity provider environment organisation_id organisation currency demo state
		signin_expires_at last_coa_import_at last_actuals_import_at from to ties`)
	return textTable(names, func(yield func([]string) bool) {
		for _, r := range rows {
			if !yield([]string{
				r.Model, r.Entity, string(r.Provider), r.Environment, r.OrganisationID, r.Organisation, r.Currency,
				fmt.Sprint(r.Demo), string(r.State), stamp(r.SignInExpiresAt), stamp(r.LastCOA), stamp(r.LastActuals),
				text(r.From), text(r.To), text(r.Ties),
			}) {
				return
			}
		}
	})
}

func stamp(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339)
}

// text is a value that may be missing.
func text[T any](value *T) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(*value)
}

var statusHead = []terminal.Column{
	{Heading: "Model"},
	{Heading: "Entity"},
	{Heading: "Provider"},
	{Heading: "Organisation"},
	{Heading: "Currency"},
	{Heading: "Environment"},
	{Heading: "State"},
	{Heading: "Sign-in ends"},
	{Heading: "Last chart"},
	{Heading: "Last actuals"},
	{Heading: "Range"},
	{Heading: "Ties"},
}

func statusCells(statuses []connectionStatus) [][]string {
	var cells [][]string
	for _, s := range statuses {
		environment := s.Environment
		if s.Organisation.Demo {
			environment += " (demo)"
		}
		last, months, ties := "never", "", ""
		if actuals := s.LastActuals; actuals != nil {
			last, months, ties = day(actuals.At), actuals.Range.String(), tick(actuals.Ties)
		}
		cells = append(cells, []string{
			s.Model, s.Entity, s.Provider.Title(), s.Organisation.Name, s.Organisation.Currency, environment,
			string(s.state), day(s.expires), lastCOA(s.LastCOA), last, months, ties,
		})
	}
	return cells
}

func lastCOA(summary *model.ImportSummary) string {
	if summary == nil {
		return "never"
	}
	return day(summary.At)
}

// day is the day of a time in the person's own time zone: the hour would make
// the table wider than most terminals, and the JSON has it.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(time.DateOnly)
}

// warnAboutStatus says below the table what needs a person, and what is new.
func warnAboutStatus(env *Env, statuses []connectionStatus) {
	for _, s := range statuses {
		switch s.state {
		case model.Expiring:
			env.Info("The sign-in of %s ends on %s. Renew it in time: ledgerlink reconnect %s", s.Key, s.expires.Local().Format(time.DateOnly), keyFlags(s.Key))
		case model.ReconnectNeeded:
			why := ""
			if s.problem != "" {
				why = " (" + s.problem + ")"
			}
			env.Info("%s needs you to sign in again%s: ledgerlink reconnect %s", s.Key, why, keyFlags(s.Key))
		}
		if len(s.notes) > 0 {
			env.Info("The chart of %s has changed: %s. See: ledgerlink mapping show %s --new", s.Key, countNotes(s.notes), keyFlags(s.Key))
		}
	}
}
