package xero

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// wireAccount is what is read of one account. The bank account's number is left
// out on purpose: it is personal and no model needs it.
type wireAccount struct {
	AccountID       string
	Code            string
	Name            string
	Type            string
	Class           string
	Status          string
	BankAccountType string
	CurrencyCode    string
	SystemAccount   string
}

// Chart reads the organisation and its whole chart of accounts, archived
// accounts included, in two calls side by side. Accounts keep Xero's order.
func (c *Client) Chart(ctx context.Context) (*ledger.Chart, error) {
	return assemble.ReadChart(ctx, c.Organisation, c.accounts)
}

// accounts reads all accounts; the currency is empty where an account has none
// of its own. Xero does not page them.
func (c *Client) accounts(ctx context.Context) ([]ledger.Account, error) {
	var accounts []ledger.Account
	err := c.get(ctx, accountsResource, nil, func(body io.Reader) (err error) {
		accounts, err = readAccounts(body)
		return err
	})
	return accounts, err
}

func readAccounts(body io.Reader) ([]ledger.Account, error) {
	var answer struct{ Accounts *[]wireAccount }
	if err := jsonread.Decode(body, &answer); err != nil {
		return nil, err
	}
	if answer.Accounts == nil {
		return nil, errors.New("it holds no list of accounts")
	}
	accounts := make([]ledger.Account, len(*answer.Accounts))
	seen := make(map[string]bool, len(accounts))
	for i, wire := range *answer.Accounts {
		if wire.AccountID == "" || seen[wire.AccountID] {
			return nil, errors.New("it holds an account without an id, or the same id twice")
		}
		seen[wire.AccountID] = true
		accounts[i] = wire.account()
		if err := wire.checkClass(); err != nil {
			return nil, err
		}
	}
	return accounts, nil
}

// account is the account in the domain's terms. Words Xero may add to its lists
// pass through; whatever is not active counts as archived.
func (w wireAccount) account() ledger.Account {
	status := ledger.Archived
	if w.Status == "" || strings.EqualFold(w.Status, string(ledger.Active)) {
		status = ledger.Active
	}
	subtype := ""
	if strings.EqualFold(w.Type, "BANK") {
		subtype = w.BankAccountType
	}
	return ledger.Account{
		ID:            w.AccountID,
		Code:          w.Code,
		Name:          w.Name,
		FullName:      w.Name,
		Type:          w.Type,
		Subtype:       subtype,
		Class:         cmp.Or(ledger.Class(strings.ToUpper(w.Class)), classOf[strings.ToUpper(w.Type)]),
		Status:        status,
		Currency:      w.CurrencyCode,
		SystemAccount: w.SystemAccount,
		Role:          roles[strings.ToUpper(w.SystemAccount)],
	}
}

// checkClass refuses an account whose class is not that of its type, or that has
// none of the five: its amounts could have the wrong sign. Types that Xero may add
// have no class to compare.
func (w wireAccount) checkClass() error {
	class := classOf[strings.ToUpper(w.Type)]
	mismatch := &ledger.MismatchError{
		Kind: ledger.MismatchChart, Check: "an account's class is that of its type", Account: sanitize.Line(w.Name),
		Ours: string(class) + " for " + sanitize.Line(w.Type), Ledgers: cmp.Or(sanitize.Line(w.Class), "none"),
	}
	switch {
	case class != "" && (w.Class == "" || strings.EqualFold(w.Class, string(class))):
		return nil
	case class == "" && knownClass(w.Class):
		return nil
	case class == "":
		mismatch.Check, mismatch.Ours = "an account has one of the five classes", "a class"
	}
	return mismatch
}

func knownClass(word string) bool {
	switch ledger.Class(strings.ToUpper(word)) {
	case ledger.Asset, ledger.Liability, ledger.Equity, ledger.Revenue, ledger.Expense:
		return true
	}
	return false
}

// roles are the roles of Xero's system accounts. Most regions' profit and loss
// merges the three currency accounts into one line
// (https://developer.xero.com/documentation/api/accounting/types).
var roles = map[string]ledger.Role{
	"RETAINEDEARNINGS":       ledger.RoleRetainedEarnings,
	"BANKCURRENCYGAIN":       ledger.RoleCurrencyGain,
	"REALISEDCURRENCYGAIN":   ledger.RoleCurrencyGain,
	"UNREALISEDCURRENCYGAIN": ledger.RoleCurrencyGain,
}

// classOf is the class of each account type ("Account types" in Xero's
// reference), for accounts that come without their class.
var classOf = map[string]ledger.Class{
	"BANK":                    ledger.Asset,
	"CURRENT":                 ledger.Asset,
	"FIXED":                   ledger.Asset,
	"INVENTORY":               ledger.Asset,
	"NONCURRENT":              ledger.Asset,
	"PREPAYMENT":              ledger.Asset,
	"CURRLIAB":                ledger.Liability,
	"LIABILITY":               ledger.Liability,
	"TERMLIAB":                ledger.Liability,
	"PAYGLIABILITY":           ledger.Liability,
	"PAYG":                    ledger.Liability,
	"SUPERANNUATIONLIABILITY": ledger.Liability,
	"WAGESPAYABLELIABILITY":   ledger.Liability,
	"EQUITY":                  ledger.Equity,
	"REVENUE":                 ledger.Revenue,
	"SALES":                   ledger.Revenue,
	"OTHERINCOME":             ledger.Revenue,
	"DIRECTCOSTS":             ledger.Expense,
	"EXPENSE":                 ledger.Expense,
	"OVERHEADS":               ledger.Expense,
	"DEPRECIATN":              ledger.Expense,
	"SUPERANNUATIONEXPENSE":   ledger.Expense,
	"WAGESEXPENSE":            ledger.Expense,
}
