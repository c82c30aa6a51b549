package xero

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// TestReportsThatContradictTheChartAreRefused spoils one answer at a time in a
// way that leaves all its totals right.
func TestReportsThatContradictTheChartAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		kind, old, new string
		check          string
	}{
		"ids exchanged":                  {"ProfitAndLoss", "", "", "the name beside an account's id"},
		"an id nobody has":               {"ProfitAndLoss", `"cogs"`, `"gone"`, "the name beside an account's id"},
		"another account's id":           {"ProfitAndLoss", `"cogs"`, `"idle"`, "the name beside an account's id"},
		"an account twice":               {"ProfitAndLoss", `"cogs"`, `"fees"`, "an account"},
		"an account twice in the trial":  {"TrialBalance", `"cogs"`, `"fees"`, "an account"},
		"a class that is not the type's": {"Accounts", `"Type":"DIRECTCOSTS","Class":"EXPENSE"`, `"Type":"DIRECTCOSTS","Class":"REVENUE"`, "class"},
		"a class and a type":             {"Accounts", `"Type":"DIRECTCOSTS","Class":"EXPENSE"`, `"Type":"SALES","Class":"REVENUE"`, "the section of its class"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.edit = func(kind, body string) string {
				if kind != test.kind {
					return body
				}
				edited := strings.ReplaceAll(body, test.old, test.new)
				if test.old == "" {
					edited = strings.NewReplacer(`"cogs"`, `"fees"`, `"fees"`, `"cogs"`).Replace(body)
				}
				if edited == body {
					t.Error("nothing was changed in", body)
				}
				return edited
			}
			_, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			mismatch, ok := errors.AsType[*ledger.MismatchError](err)
			if !ok || mismatch.Kind != ledger.MismatchChart || !strings.Contains(mismatch.Check, test.check) {
				t.Error(err)
			}
		})
	}
}

func TestARowAboutTwoAccountsIsRefused(t *testing.T) {
	fake := newFake(t)
	fake.edit = func(kind, body string) string {
		if kind != "ProfitAndLoss" {
			return body
		}
		at := strings.LastIndex(body, `"cogs"`)
		return body[:at] + `"fees"` + body[at+len(`"cogs"`):]
	}
	_, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
	if mismatch, ok := errors.AsType[*ledger.MismatchError](err); !ok || mismatch.Ours != "cogs" || mismatch.Ledgers != "fees" {
		t.Error(err)
	}
}

// An account that was opened while the reports were read is found by reading the
// chart once more; one that was renamed is only said.
func TestTheChartIsReadOnceMoreForAnAccountItLacks(t *testing.T) {
	for name, test := range map[string]struct {
		opened bool // before the chart is read again
		calls  int
	}{"opened meanwhile": {true, 6}, "never listed": {false, 6}} {
		t.Run(name, func(t *testing.T) {
			fake, charts := newFake(t), 0
			fake.edit = func(kind, body string) string {
				if kind == "Accounts" {
					if charts++; charts == 1 || !test.opened {
						return strings.NewReplacer(`"AccountID":"cogs"`, `"AccountID":"other"`, `"Purchases"`, `"Other"`, `"Fees"`, `"Charges"`).Replace(body)
					}
				}
				return body
			}
			got, err := fake.client().Actuals(t.Context(), request(t, "2026-05", "2026-05"))
			if err != nil {
				t.Fatal(err)
			}
			asked := 0
			for _, r := range fake.asked {
				if r.Method == http.MethodGet {
					asked++
				}
			}
			missing := slices.ContainsFunc(got.Checks, func(c ledger.Check) bool { return strings.Contains(c.Name, "missing from the chart") })
			if asked != test.calls || missing == test.opened {
				t.Errorf("%d calls, missing %t", asked, missing)
			}
			if !test.opened && (len(got.Renamed) != 1 || got.Renamed[0].Label != "Fees" && got.Renamed[0].Label != "Fees (404)") {
				t.Error(got.Renamed)
			}
		})
	}
}

// TestBothSidesMayBeRoundedApart: half a cent for each account in a foreign
// currency that has a balance, and no more.
func TestBothSidesMayBeRoundedApart(t *testing.T) {
	foreign := map[string]bool{"a": true, "b": true, "c": true, "d": true}
	trial := &trialReport{sums: [4]ledger.Amount{ledger.MustAmount("1.00"), ledger.MustAmount("1.00"), ledger.MustAmount("5.00"), ledger.MustAmount("5.02")}}
	chart := accountsByID{}
	for id := range foreign {
		chart[id] = ledger.Account{ID: id}
		trial.lines = append(trial.lines, trialRow{account: id, yearToDate: ledger.MustAmount("1.00")})
	}
	checks, err := trial.proveSides(foreign, chart)
	if err != nil || checks[0].LargestDifference.String() != "0.02" {
		t.Error(checks, err)
	}
	trial.lines = trial.lines[:3]
	if _, err := trial.proveSides(foreign, chart); err == nil {
		t.Error("0.02 between the two sides, with three accounts in foreign currencies")
	}
}
