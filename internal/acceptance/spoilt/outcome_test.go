package spoilt

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// outcome is what became of one spoilt answer.
type outcome int

const (
	refused outcome = iota
	harmless
	mislabelled
	silent
	outcomes // how many there are
)

// cellKey is the place of one amount in an actuals file.
type cellKey struct {
	statement ledger.Statement
	account   string
	month     int
}

// figures is what an actuals file of one import holds: amounts in the natural
// sign of the class that the file shows, zeros left out, and the words about the
// accounts.
type figures struct {
	amounts  map[cellKey]ledger.Amount
	accounts map[string]ledger.Account // of the chart and of the lines with amounts
	about    ledger.Organisation
}

func figuresOf(a *ledger.Actuals) *figures {
	f := &figures{map[cellKey]ledger.Amount{}, map[string]ledger.Account{}, a.Organisation}
	chart := make(map[string]ledger.Account, len(a.Accounts))
	for _, account := range a.Accounts {
		f.accounts[account.ID], chart[account.ID] = account, account
	}
	for i := range a.Lines {
		line := &a.Lines[i]
		account := model.AccountOf(line, chart)
		for month, netDebit := range line.NetDebit {
			if amount := account.Class.Natural(netDebit); !amount.IsZero() {
				f.amounts[cellKey{line.Statement, line.AccountID, month}] = amount
			}
		}
		if !line.IsZero() && !ledger.IsSynthetic(line.AccountID) {
			f.accounts[line.AccountID] = account
		}
	}
	return f
}

// judge compares an import of a spoilt answer with one of the true answers, which
// holds the words about accounts as the client has them.
func judge(got, want *figures) (outcome, string) {
	if wrong := wrongAmount(got, want); wrong != "" {
		return silent, wrong
	}
	if got.about != want.about {
		return mislabelled, fmt.Sprintf("%+v instead of %+v", got.about, want.about)
	}
	for id, account := range want.accounts {
		if got.accounts[id] != account {
			return mislabelled, fmt.Sprintf("%+v instead of %+v", got.accounts[id], account)
		}
	}
	if len(got.accounts) > len(want.accounts) {
		return mislabelled, "an account more"
	}
	return harmless, ""
}

// wrongAmount names the first amount that is wrong by more than a cent; it is
// empty if there is none.
func wrongAmount(got, want *figures) string {
	cent := ledger.Tolerance()
	var wrong []cellKey
	for at, amount := range want.amounts {
		if !got.amounts[at].Within(amount, cent) {
			wrong = append(wrong, at)
		}
	}
	for at, amount := range got.amounts {
		if _, known := want.amounts[at]; !known && !amount.Within(ledger.Amount{}, cent) {
			wrong = append(wrong, at)
		}
	}
	if len(wrong) == 0 {
		return ""
	}
	at := slices.MinFunc(wrong, func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.statement, b.statement), cmp.Compare(a.account, b.account))
	})
	name := cmp.Or(got.accounts[at.account].Name, want.accounts[at.account].Name)
	return fmt.Sprintf("%s %s %q of month %d is %s, the books say %s; %d amounts wrong",
		at.statement, at.account, name, at.month, got.amounts[at], want.amounts[at], len(wrong))
}
