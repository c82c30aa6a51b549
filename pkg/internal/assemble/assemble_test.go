package assemble_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const january = ledger.Month(2026 * 12)

// part is a part of a statement that begins in a month, with one line.
func part(s ledger.Statement, from ledger.Month, account string, texts ...string) assemble.Part {
	figures := amounts(texts...)
	return assemble.Part{
		Statement: s,
		Months:    ledger.Range{From: from, To: from + ledger.Month(len(texts)) - 1},
		Lines:     []ledger.Line{{AccountID: account, Name: account, Statement: s, NetDebit: figures}},
		NetProfit: figures,
		Checks:    []ledger.Check{{Name: "totals", Statement: s, Compared: 2, LargestDifference: figures[0]}},
	}
}

func amounts(texts ...string) []ledger.Amount {
	list := make([]ledger.Amount, len(texts))
	for i, text := range texts {
		list[i] = ledger.MustAmount(text)
	}
	return list
}

func last(from, to ledger.Month) ledger.Request {
	return ledger.Request{Range: ledger.Range{From: from, To: to}, Verify: ledger.VerifyLast}
}

// The month before the range is the opening, and what stands there alone is no
// line.
func TestTheMonthBeforeTheRangeIsTheOpening(t *testing.T) {
	t.Parallel()
	statements := assemble.NewStatements(ledger.Request{Range: ledger.Range{From: january, To: january + 1}})
	for _, part := range []assemble.Part{
		part(ledger.BalanceSheet, january-1, "bank", "1.00", "2.00"),
		part(ledger.BalanceSheet, january-1, "loan", "5.00", "0.00"),
		part(ledger.BalanceSheet, january+1, "bank", "3.00"),
	} {
		if err := statements.Add(part); err != nil {
			t.Fatal(err)
		}
	}
	opening, lines := statements.Opening(), statements.Lines()
	if opening.Month != january-1 || opening.NetDebit["bank"].String() != "1.00" || opening.NetDebit["loan"].String() != "5.00" {
		t.Error(opening)
	}
	if len(lines) != 1 || lines[0].NetDebit[0].String() != "2.00" || lines[0].NetDebit[1].String() != "3.00" {
		t.Error(lines)
	}
}

func TestPartsAreJoinedByAccountAndMonth(t *testing.T) {
	t.Parallel()
	statements := assemble.NewStatements(last(january, january+3))
	for _, part := range []assemble.Part{
		part(ledger.ProfitAndLoss, january+2, "sales", "3.00"),
		part(ledger.ProfitAndLoss, january, "sales", "1.00", "2.00"),
		part(ledger.ProfitAndLoss, january+3, "rent", "4.00"),
	} {
		if err := statements.Add(part); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string][]ledger.Amount{"profit": statements.NetProfit()}
	for _, line := range statements.Lines() {
		got[line.AccountID] = line.NetDebit
	}
	want := map[string][]ledger.Amount{
		"profit": amounts("1.00", "2.00", "3.00", "4.00"),
		"sales":  amounts("1.00", "2.00", "3.00", "0.00"),
		"rent":   amounts("0.00", "0.00", "0.00", "4.00"),
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(ledger.Amount.Equal)); diff != "" {
		t.Error(diff)
	}
	if held := statements.Checks().Held(); len(held) != 1 || held[0].Compared != 6 || held[0].LargestDifference.String() != "4.00" {
		t.Error(held)
	}
	if !statements.Shows("rent") || statements.Shows("bank") {
		t.Error("the accounts shown are not rent and sales")
	}
}

func TestAnAccountOnBothStatementsIsRefused(t *testing.T) {
	t.Parallel()
	statements := assemble.NewStatements(last(january, january))
	if err := statements.Add(part(ledger.ProfitAndLoss, january, "sales", "1.00")); err != nil {
		t.Fatal(err)
	}
	err := statements.Add(part(ledger.BalanceSheet, january, "sales", "1.00"))
	mismatch, ok := errors.AsType[*ledger.MismatchError](err)
	if !ok || mismatch.Account != "sales" || mismatch.Period != "2026-01 to 2026-01" {
		t.Fatal(err)
	}
}

func TestAccountsWithoutACurrencyGetTheOrganisations(t *testing.T) {
	t.Parallel()
	chart := assemble.Chart(ledger.Organisation{Currency: "USD"}, []ledger.Account{{ID: "1"}, {ID: "2", Currency: "EUR"}})
	if chart.Accounts[0].Currency != "USD" || chart.Accounts[1].Currency != "EUR" || chart.Organisation.Currency != "USD" {
		t.Error(chart)
	}
}
