package quickbooks

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

func readSample(t *testing.T, name string) *report {
	t.Helper()
	r, err := readReport(bytes.NewReader(recordings.Read(t, "quickbooks/"+name)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// totalColumn is the single column of a report that is not by month.
var totalColumn = columns{periods: []string{"total"}, months: []int{0}, total: -1}

// buildSample reads a published sample, which is of one total column and so would
// be refused by the client, by its rows alone.
func buildSample(t *testing.T, r *report, s statement) map[string]string {
	t.Helper()
	b, err := buildStatement(r.rows, s.layout, totalColumn, s.name)
	if err != nil {
		t.Fatal(err)
	}
	if s.checkTotals != nil {
		if err := s.checkTotals(b); err != nil {
			t.Fatal(err)
		}
	}
	got, sum := map[string]string{}, ledger.Amount{}
	for _, l := range b.lines {
		got[l.id] = l.netDebit(totalColumn)[0].String()
		sum = sum.Add(l.netDebit(totalColumn)[0])
	}
	if s.name == ledger.BalanceSheet && !sum.IsZero() {
		t.Error("the two sides are", sum, "apart")
	}
	return got
}

func TestPublishedProfitAndLoss(t *testing.T) {
	r := readSample(t, "intuit-docs/ProfitAndLoss_total.json")
	want := map[string]string{"48": "-275.00", "49": "-150.00", "54": "100.00"}
	if diff := cmp.Diff(want, buildSample(t, r, profitAndLossByMonth)); diff != "" {
		t.Error(diff)
	}
	june := months(t, "2015-06", "2015-06")
	_, err := profitAndLossByMonth.read(r, monthlyRequest(profitAndLossResource, june, ledger.Accrual), june)
	if m := mismatchOf(t, err); !strings.Contains(m.Ledgers, "Customer 1") {
		t.Error("a report narrowed to one customer must be refused for it:", m)
	}
}

func TestPublishedBalanceSheet(t *testing.T) {
	r := readSample(t, "intuit-docs/BalanceSheet_total.json")
	want := map[string]string{
		"35": "1350.55", "36": "800.00", "84": "6383.12", "81": "596.25", "4": "2117.52", "38": "13495.00",
		"33": "-1984.17", "41": "-157.72", "89": "-4.55", "90": "-401.98", "43": "-4000.00", "44": "-25000.00",
		"34": "9337.50", "2": "-91.25", ledger.CurrentYearEarnings: "-2440.27",
	}
	if diff := cmp.Diff(want, buildSample(t, r, balanceSheetByMonth)); diff != "" {
		t.Error(diff)
	}
	run := months(t, "2016-01", "2016-10")
	_, err := balanceSheetByMonth.read(r, monthlyRequest(balanceSheetResource, run, ledger.Accrual), run)
	if m := mismatchOf(t, err); m.Ledgers != "Total" {
		t.Error("a report that is not by month must be refused for it:", m)
	}
}

// The published trial balance leaves most rows out, so it does not add up.
func TestPublishedTrialBalance(t *testing.T) {
	r := readSample(t, "intuit-docs/TrialBalance.json")
	if got, want := outline(r.rows, ""), "|35|Checking|[4151.74 0.00]|[]|false\n"; !strings.HasPrefix(got, want) {
		t.Error(got)
	}
	start, _ := ledger.ParseDate("2016-03-01")
	end, _ := ledger.ParseDate("2016-03-14")
	_, err := readTrialBalance(r, reportRequest{trialBalanceResource, start, end, ledger.Accrual})
	if m := mismatchOf(t, err); m.Check != "trial balance lines add up to its grand total" || m.Ledgers != "36587.47" || m.Ours != "4152.18" {
		t.Error(m)
	}
}

func TestRecordedReportWithoutData(t *testing.T) {
	r := readSample(t, "minimul-qbo_api/ProfitAndLoss_empty_NoReportData.json")
	if !r.header.noData || len(buildSample(t, r, profitAndLossByMonth)) != 0 || checkNoFigures(r) != nil {
		t.Error(r.header)
	}
	r.header.filters, r.header.by = nil, "Month"
	run := months(t, "2015-01", "2015-07")
	p, err := profitAndLossByMonth.read(r, monthlyRequest(profitAndLossResource, run, ledger.Accrual), run)
	if err != nil || len(p.Lines) != 0 || len(p.NetProfit) != 7 {
		t.Error(p, err)
	}
}

// The general ledger is not read for amounts: its ids are wrong. It is told apart
// from the reports that are.
func TestRecordedGeneralLedgerIsNoAnswer(t *testing.T) {
	run := months(t, "2020-09", "2020-09")
	r, err := readReport(bytes.NewReader(recordings.Read(t, "quickbooks/minimul-qbo_api/GeneralLedger_default.json")))
	if err == nil {
		_, err = profitAndLossByMonth.read(r, monthlyRequest(profitAndLossResource, run, ledger.Accrual), run)
	}
	mismatchOf(t, err)
}

func TestRecordedAccounts(t *testing.T) {
	page, err := readAccounts(bytes.NewReader(recordings.Read(t, "quickbooks/intuit-docs/account_4.json")))
	if err != nil || len(page) != 1 {
		t.Fatal(page, err)
	}
	want := ledger.Account{
		ID: "92", Name: "Canadian Accounts Receivable", FullName: "Canadian Accounts Receivable", Type: "Accounts Receivable",
		Subtype: "AccountsReceivable", Class: ledger.Asset, Status: ledger.Active, Currency: "USD",
	}
	if diff := cmp.Diff(want, page[0].account()); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"query_active_in_true_false_1.json", "query_active_in_true_false_2.json"} {
		if page, err := readAccounts(bytes.NewReader(recordings.Read(t, "quickbooks/minimul-qbo_api/"+name))); err != nil || len(page) != 0 {
			t.Error(name, page, err)
		}
	}
}

func TestRecordedInactiveAccount(t *testing.T) {
	for _, name := range []string{"Account_inactive_deleted_1.json", "Account_inactive_deleted_2.json"} {
		var answer struct{ Account wireAccount }
		if err := jsonread.Decode(bytes.NewReader(recordings.Read(t, "quickbooks/minimul-qbo_api/"+name)), &answer); err != nil {
			t.Fatal(err)
		}
		got := answer.Account.account()
		if got.Name != "Fees Billed" || got.FullName != "Fees Billed" || got.Status != ledger.Archived || got.Class != ledger.Revenue || got.ID != "5" {
			t.Error(name, got)
		}
	}
}
