package cli

import (
	"time"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// statusList shows connections. Times are UTC for programs and days of the local
// time zone for people; what there is not is null, an empty cell or "never".
// ledgers are the arguments of connect.
func statusList(ledgers string) list[connectionStatus] {
	type status = connectionStatus
	return list[status]{
		name: "connections",
		none: "No model is connected yet. Try `ledgerlink demo`, or: ledgerlink connect " + ledgers + " --model NAME",
		columns: []column[status]{
			{name: "model", heading: "Model", value: func(s status) any { return s.Model }},
			{name: "entity", heading: "Entity", value: func(s status) any { return s.Entity }},
			{name: "provider", heading: "Provider", value: func(s status) any { return s.Provider }, cell: func(s status) string { return s.Provider.Title() }},
			{name: "environment", value: func(s status) any { return s.Environment }},
			{name: "organisation_id", value: func(s status) any { return s.Organisation.ID }},
			{name: "organisation", heading: "Organisation", value: func(s status) any { return s.Organisation.Name }},
			{name: "currency", heading: "Currency", value: func(s status) any { return s.Organisation.Currency }},
			{heading: "Environment", cell: environmentCell},
			{name: "demo", value: func(s status) any { return s.Organisation.Demo }},
			{name: "state", heading: "State", value: func(s status) any { return s.state }},
			{name: "signin_expires_at", heading: "Sign-in ends", value: func(s status) any { return instant(s.expires) }, cell: func(s status) string { return day(s.expires) }},
			{name: "last_coa_import_at", heading: "Last chart", value: func(s status) any { return importedAt(s.LastCOA) }, cell: func(s status) string { return importDay(s.LastCOA) }},
			{name: "last_actuals_import_at", heading: "Last actuals", value: func(s status) any { return importedAt(s.LastActuals) }, cell: func(s status) string { return importDay(s.LastActuals) }},
			{name: "from", value: ofActuals(func(i *model.ImportSummary) any { return i.Range.From })},
			{name: "to", value: ofActuals(func(i *model.ImportSummary) any { return i.Range.To })},
			{heading: "Range", cell: rangeCell},
			{name: "ties", heading: "Ties", value: ofActuals(func(i *model.ImportSummary) any { return i.Ties }), cell: tiesCell},
		},
	}
}

// ofActuals is a value of the last import of actuals, if there was one.
func ofActuals(value func(*model.ImportSummary) any) func(connectionStatus) any {
	return func(s connectionStatus) any {
		if s.LastActuals == nil {
			return nil
		}
		return value(s.LastActuals)
	}
}

// instant is a time in UTC to the second, or nil if there is none.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Truncate(time.Second)
}

func importedAt(summary *model.ImportSummary) any {
	if summary == nil {
		return nil
	}
	return instant(summary.At)
}

func environmentCell(s connectionStatus) string {
	if s.Organisation.Demo {
		return s.Environment + " (demo)"
	}
	return s.Environment
}

func importDay(summary *model.ImportSummary) string {
	if summary == nil {
		return "never"
	}
	return day(summary.At)
}

func rangeCell(s connectionStatus) string {
	if s.LastActuals == nil {
		return ""
	}
	return s.LastActuals.Range.String()
}

func tiesCell(s connectionStatus) string {
	if s.LastActuals == nil {
		return ""
	}
	return tick(s.LastActuals.Ties)
}

// day is the day of a time in the local time zone: the hour would make the table
// wider than most terminals, and the JSON has it.
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
