package xeroapi

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// accounts answers GET /Accounts: the whole chart in one answer, archived
// accounts included, the currency gain accounts first and the rest in no order
// (observed). The filters where, order and If-Modified-Since are not simulated.
func (q request) accounts(answer *envelope) error {
	chart := q.books.Accounts()
	slices.SortStableFunc(chart, func(a, b books.Account) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(jumble(a), jumble(b)))
	})
	updated := zonedDate(midnight(q.books.Company().Founded))
	answer.Accounts = make([]Account, len(chart))
	for i, account := range chart {
		answer.Accounts[i] = list(account, updated)
	}
	return nil
}

func rank(a books.Account) int {
	if a.Role == books.CurrencyGain {
		return 0
	}
	return 1
}

// jumble is an order that is always the same and means nothing.
func jumble(a books.Account) string {
	sum := sha256.Sum256([]byte(a.ID + a.Type))
	return string(sum[:])
}

func list(a books.Account, updated string) Account {
	listed := Account{
		AccountID: a.ID, Code: a.Code, Name: a.Name, Status: string(a.Status), Type: a.Type,
		TaxType: cmp.Or(a.TaxType, "NONE"), Class: string(a.Class), UpdatedDateUTC: updated,
		BankAccountType: a.Subtype, ReportingCode: reportingCode(a),
		ShowInExpenseClaims: a.Type == "EXPENSE" && a.SystemAccount == "",
	}
	if a.Type == "BANK" {
		listed.BankAccountNumber, listed.CurrencyCode = a.BankNumber, a.Currency
		return listed
	}
	listed.SystemAccount = &a.SystemAccount
	return listed
}

// reportingCode is the first part of Xero's own codes, e.g. REV or EXP.FOR.UGL.
func reportingCode(a books.Account) string {
	switch a.SystemAccount {
	case "BANKCURRENCYGAIN":
		return "EXP.FOR.BCG"
	case "UNREALISEDCURRENCYGAIN":
		return "EXP.FOR.UGL"
	case "REALISEDCURRENCYGAIN":
		return "EXP.FOR.RGL"
	}
	if len(a.Class) < 3 {
		return ""
	}
	return string(a.Class[:3])
}
