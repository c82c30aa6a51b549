package xero

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const real = "xero/anonymised-real/"

func month(t testing.TB, text string) ledger.Month {
	t.Helper()
	m, err := ledger.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sampleReport(t testing.TB, name string) *report {
	t.Helper()
	r, err := readReport(bytes.NewReader(recordings.Read(t, name)))
	if err != nil {
		t.Fatal(name, err)
	}
	return r
}

// sampleChart is org-A's chart as far as its trial balances tell it: the section
// is the class, and "Name (Code)" the label. No list of its accounts exists.
func sampleChart(t testing.TB) []ledger.Account {
	t.Helper()
	classes := map[string]ledger.Class{
		"Revenue": ledger.Revenue, "Expenses": ledger.Expense, "Assets": ledger.Asset, "Liabilities": ledger.Liability, "Equity": ledger.Equity,
	}
	systems := map[string]string{
		"Bank Revaluations": "BANKCURRENCYGAIN", "Realised Currency Gains": "REALISEDCURRENCYGAIN", "Unrealised Currency Gains": "UNREALISEDCURRENCYGAIN",
	}
	seen := map[string]bool{}
	var accounts []ledger.Account
	for _, day := range []string{"2026-02-28", "2026-03-31", "2026-04-30"} {
		r := sampleReport(t, real+"org-A-trialbalance-"+day+".json")
		for _, line := range r.rows {
			if line.isTotal() || seen[line.account] {
				continue
			}
			seen[line.account] = true
			name, _, _ := strings.Cut(line.label, " (")
			class, ok := classes[r.sections[line.section].title]
			if !ok {
				t.Fatalf("section %q", r.sections[line.section].title)
			}
			accounts = append(accounts, ledger.Account{ID: line.account, Name: name, Class: class, SystemAccount: systems[name], Role: roles[systems[name]]})
		}
	}
	return accounts
}

func singleRequest(resource resource, m ledger.Month) reportRequest {
	return reportRequest{resource, ledger.Range{From: m, To: m}, m}
}

// proved reads one sample as the answer to one request and proves it.
func proved(t testing.TB, name string, a reportRequest, chart accountsByID) ([]ledger.Line, *proof) {
	t.Helper()
	table, err := newTable(sampleReport(t, name), a)
	if err != nil {
		t.Fatal(name, err)
	}
	proof, err := table.prove(table.guessSides(chart))
	if err != nil {
		t.Fatal(name, err)
	}
	lines, err := table.lines(proof.sides, chart)
	if err != nil {
		t.Fatal(name, err)
	}
	return lines, proof
}

func TestElevenSingleMonthsEqualTheAnchoredReport(t *testing.T) {
	chart := byID(sampleChart(t))
	all := ledger.Range{From: month(t, "2025-06"), To: month(t, "2026-05")}
	lines, whole := proved(t, real+"org-A-pl-by-month-31day-anchor.json", reportRequest{profitAndLossResource, all, all.To}, chart)
	cells := 0
	for m := month(t, "2025-07"); m <= all.To; m++ {
		at := int(m - all.From)
		single, proof := proved(t, real+"org-A-pl-single-"+m.String()+".json", singleRequest(profitAndLossResource, m), chart)
		if !proof.netProfit[0].Equal(whole.netProfit[at]) {
			t.Errorf("%s: net profit %s and %s", m, proof.netProfit[0], whole.netProfit[at])
		}
		got := map[string]ledger.Line{}
		for _, line := range single {
			got[line.AccountID] = line
		}
		for _, line := range lines {
			one, shown := got[line.AccountID]
			delete(got, line.AccountID)
			switch {
			case shown && (!one.NetDebit[0].Equal(line.NetDebit[at]) || one.Class != line.Class):
				t.Errorf("%s %s: %v and %v", m, line.Name, one, line)
			case !shown && !line.NetDebit[at].IsZero():
				t.Errorf("%s %s: %s is missing", m, line.Name, line.NetDebit[at])
			}
			cells++
		}
		if len(got) > 0 {
			t.Errorf("%s: more accounts than in the anchored report: %v", m, got)
		}
	}
	if cells < 900 {
		t.Fatalf("only %d cells compared", cells)
	}
}

func TestTheTrapOfAShortAnchorIsRefused(t *testing.T) {
	r := sampleReport(t, real+"org-A-pl-by-month-30day-anchor-TRAP.json")
	all := ledger.Range{From: month(t, "2025-05"), To: month(t, "2026-04")}
	_, err := newTable(r, reportRequest{profitAndLossResource, all, all.To})
	if _, bad := errors.AsType[badHeaders](err); !bad {
		t.Fatal(err)
	}
	mismatch, ok := errors.AsType[*ledger.MismatchError](err)
	if !ok || mismatch.Period != "2026-03" || mismatch.Ours != "2026-03-31" || mismatch.Ledgers != "30 Mar 26" {
		t.Fatal(err)
	}
}

// TestBalancesAgreeWithTheTrialBalance also proves where credit cards stand and
// that the profit and loss of the month agrees, its merged currency line too.
func TestBalancesAgreeWithTheTrialBalance(t *testing.T) {
	accounts := sampleChart(t)
	chart := byID(accounts)
	cards, merged := 0, 0
	for _, day := range []string{"2026-02-28", "2026-03-31", "2026-04-30"} {
		m := month(t, day[:7])
		trial, err := newTrialReport(sampleReport(t, real+"org-A-trialbalance-"+day+".json"), singleRequest(trialBalanceResource, m))
		if err != nil {
			t.Fatal(err)
		}
		one := ledger.Range{From: m, To: m}
		statements := assemble.NewStatements(ledger.Request{Range: one, Verify: ledger.VerifyLast})
		for _, file := range []struct {
			name     string
			resource resource
		}{{"org-A-pl-single-" + day[:7], profitAndLossResource}, {"org-A-bs-" + day, balanceSheetResource}} {
			table, err := newTable(sampleReport(t, real+file.name+".json"), singleRequest(file.resource, m))
			if err != nil {
				t.Fatal(err)
			}
			proof, err := table.prove(table.guessSides(chart))
			if err != nil {
				t.Fatal(err)
			}
			part, err := table.part(proof, chart)
			if err != nil {
				t.Fatal(err)
			}
			if err := statements.Add(part); err != nil {
				t.Fatal(err)
			}
		}
		lines := map[string]ledger.Line{}
		for _, line := range statements.Lines() {
			lines[line.AccountID] = line
		}
		for _, line := range trial.balance(chart, mergedCurrency(statements, chart)).Lines {
			got, shown := lines[line.AccountID]
			delete(lines, line.AccountID)
			want := line.YearToDate
			if got.Statement == ledger.ProfitAndLoss {
				want = line.Month
			}
			if shown && !got.NetDebit[0].Equal(want) {
				t.Errorf("%s %s: %s, trial balance %s", day, line.Name, got.NetDebit[0], want)
			}
			if !shown && !line.Month.IsZero() && chart[line.AccountID].Class.Statement() == ledger.ProfitAndLoss {
				t.Errorf("%s: %s is missing", day, line.Name)
			}
			if got.Class == ledger.Asset && strings.Contains(strings.ToLower(line.Name), "liabilit") {
				cards++
			}
			if line.AccountID == ledger.FXGainsLosses {
				merged++
			}
		}
		delete(lines, ledger.CurrentYearEarnings)
		for _, line := range lines {
			if !line.IsZero() {
				t.Errorf("%s: not in the trial balance: %v", day, line)
			}
		}
	}
	if cards == 0 || merged != 3 {
		t.Errorf("%d cards under liabilities, %d merged currency lines", cards, merged)
	}
}

func TestAnotherOrganisationsReportIsRefused(t *testing.T) {
	accounts := sampleChart(t)
	all := ledger.Range{From: month(t, "2025-06"), To: month(t, "2026-05")}
	theirs, err := newTable(sampleReport(t, real+"org-D-pl-by-month-31day-anchor.json"), reportRequest{profitAndLossResource, all, all.To})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{theirs.organisation, "Example Trading Trust"} {
		r := &reading{
			request:      ledger.Request{Range: all, Verify: ledger.VerifyLast},
			organisation: ledger.Organisation{Name: "Example Trading Trust"}, accounts: accounts,
			tables: []*table{theirs},
			trials: []*trialReport{{organisation: name}},
		}
		_, err := r.actuals()
		fault, ok := errors.AsType[*ledger.Error](err)
		if !ok || fault.Kind != ledger.WrongOrganisation {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEverySampleReportProves reads and proves each report there is without any
// chart, by place, titles and arithmetic alone.
func TestEverySampleReportProves(t *testing.T) {
	for name, at := range map[string]struct {
		resource resource
		from, to string
	}{
		real + "org-D-pl-by-month-31day-anchor":               {profitAndLossResource, "2025-06", "2026-05"},
		real + "org-A-pl-by-month-31day-anchor":               {profitAndLossResource, "2025-06", "2026-05"},
		real + "org-A-bs-2026-01-31":                          {balanceSheetResource, "2026-01", "2026-01"},
		real + "org-A-bs-2026-04-30":                          {balanceSheetResource, "2026-04", "2026-04"},
		"xero/openapi-examples/report-balancesheet-3-periods": {balanceSheetResource, "2019-02", "2019-04"},
	} {
		months := ledger.Range{From: month(t, at.from), To: month(t, at.to)}
		lines, proof := proved(t, name+".json", reportRequest{at.resource, months, months.To}, nil)
		if len(lines) == 0 || len(proof.checks) != 2 || proof.checks[0].Compared == 0 {
			t.Errorf("%s: %d lines, checks %v", name, len(lines), proof.checks)
		}
	}
}

func TestReadsTheOrganisationsOfXerosExamples(t *testing.T) {
	got, err := readOrganisation(bytes.NewReader(recordings.Read(t, "xero/openapi-examples/organisation.json")))
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Organisation{
		Provider: ledger.Xero, ID: "b2c885a9-4bb9-4a00-9b6e-6c2bf60b1a2b",
		Name: "Dev Evangelist - Sid Test 3 (NZ-2016-02)", Legal: "Dev Evangelist - Sid Test 3 (NZ-2016-02)",
		Currency: "NZD", Country: "NZ", YearEndMonth: time.March, YearEndDay: 31,
		LockedThrough: ledger.Date{Year: 2018, Month: 12, Day: 31},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
