package quickbooks

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// addSamples seeds a fuzz target with the recorded answers, where they are.
func addSamples(f *testing.F) {
	if os.Getenv("CI") == "" {
		if _, err := os.Stat("../../../shared/samples/quickbooks"); err != nil {
			return
		}
	}
	files, err := filepath.Glob(filepath.Join(recordings.Path(f, "quickbooks"), "*", "*.*"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
}

// Whatever is parsed, a statement that is believed balances.
func FuzzReport(f *testing.F) {
	addSamples(f)
	run := ledger.Range{From: ledger.NewMonth(2026, 9), To: ledger.NewMonth(2026, 10)}
	sheetText := monthlyFixture(monthlyRequest(balanceSheetResource, run, ledger.Accrual), false).with(sheet(
		node{group: "NetIncome", label: "x", figures: figures("8.00 18.00")}, lineOf("", "y", figures("2.00 2.00")...))...).String()
	f.Add([]byte(sheetText))
	f.Add([]byte(strings.Replace(sheetText, `"5.00"`, `"(5.00)"`, 1)))
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := readReport(bytes.NewReader(content))
		if err != nil {
			return
		}
		_ = outline(r.rows, "")
		p, err := balanceSheetByMonth.read(r, monthlyRequest(balanceSheetResource, run, ledger.Accrual), run)
		if err == nil {
			err = p.checkSheetSides(nil, &ledger.Checks{})
		}
		if err != nil {
			if _, ok := errors.AsType[*ledger.MismatchError](err); !ok {
				t.Fatal(err)
			}
			return
		}
		for i := range run.Months() {
			var sum ledger.Amount
			for _, l := range p.Lines {
				sum = sum.Add(l.NetDebit[i])
			}
			if !sum.Within(ledger.Amount{}, ledger.NewAmount(int64(len(p.Lines)+1), 2)) {
				t.Fatal("a sheet that is off by", sum)
			}
		}
	})
}

func FuzzAccounts(f *testing.F) {
	addSamples(f)
	f.Add([]byte(`{"QueryResponse":{"Account":[{"Id":"1","Name":"A (deleted)","FullyQualifiedName":"B (deleted):A (deleted)","Active":false,"ParentRef":{"value":"2"},"CurrencyRef":"USD"}]}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		page, err := readAccounts(bytes.NewReader(content))
		if err != nil {
			return
		}
		for _, a := range page {
			if got := a.account(); got.Status != ledger.Active && got.Status != ledger.Archived {
				t.Fatal(got)
			}
		}
	})
}

func FuzzFault(f *testing.F) {
	addSamples(f)
	f.Add([]byte("<html>&nbsp;<p"))
	f.Fuzz(func(t *testing.T, content []byte) {
		const token = "the-token-that-was-sent"
		found := parseFault(content)
		if strings.HasPrefix(string(found.Code), "0") {
			t.Fatal(found)
		}
		words := found.text(token)
		if strings.Contains(words, token) || strings.ContainsFunc(words, unicode.IsControl) || len([]rune(words)) > 301 {
			t.Fatalf("%q", words)
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, text := range []string{"1,234.50", "(5)", "-$1", "", "99999999999999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := parseAmount([]byte(text))
		if err != nil {
			return
		}
		again, err := parseAmount([]byte(amount.String()))
		if err != nil || !again.Equal(amount) {
			t.Fatal(text, amount, again, err)
		}
	})
}
