package quickbooks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/assemble"
	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// pageSize is the most records that one query returns:
// https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
const pageSize = 1000

var errNoAccounts = errors.New("there is no query response in the answer")

// wireAccount is what is read of one account. Its balances are left out: they are
// today's and in the account's own currency.
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account
type wireAccount struct {
	ID                 text `json:"Id"`
	Name               text
	FullyQualifiedName text
	AcctNum            text
	Active             flag
	AccountType        text
	AccountSubType     text
	Classification     text
	ParentRef          reference
	CurrencyRef        reference
}

// Chart reads the organisation and all its accounts, inactive ones included, in
// three calls side by side, or more where the accounts take more than one page.
func (c *Client) Chart(ctx context.Context) (*ledger.Chart, error) {
	return assemble.ReadChart(ctx, c.Organisation, c.accounts)
}

// accounts reads page after page until one is not full. A query leaves inactive
// records out unless it asks for both.
func (c *Client) accounts(ctx context.Context) ([]ledger.Account, error) {
	var accounts []ledger.Account
	seen := map[string]bool{}
	for start := 1; ; start += pageSize {
		page, err := c.accountsFrom(ctx, start)
		if err != nil {
			return nil, err
		}
		for _, a := range page {
			if a.ID == "" {
				return nil, unreadable(accountsResource, fmt.Sprintf("its account %.60q has no id", a.Name))
			}
			if err := a.checkClass(); err != nil {
				return nil, err
			}
			if !seen[string(a.ID)] { // an account added in between shifts the pages
				seen[string(a.ID)] = true
				accounts = append(accounts, a.account())
			}
		}
		if len(page) < pageSize {
			return accounts, nil
		}
	}
}

func (c *Client) accountsFrom(ctx context.Context, start int) ([]wireAccount, error) {
	query := minorVersionOnly()
	query.Set("query", fmt.Sprintf("select * from Account where Active in (true,false) startposition %d maxresults %d", start, pageSize))
	var page []wireAccount
	_, err := c.get(ctx, accountsResource, query, func(body io.Reader) (err error) {
		page, err = readAccounts(body)
		return err
	})
	return page, err
}

// readAccounts reads one page; one beyond the last account is empty.
func readAccounts(body io.Reader) ([]wireAccount, error) {
	var answer struct {
		QueryResponse *struct{ Account []wireAccount }
	}
	if err := jsonread.Decode(body, &answer); err != nil {
		return nil, err
	}
	if answer.QueryResponse == nil {
		return nil, errNoAccounts
	}
	return answer.QueryResponse.Account, nil
}

// account returns the account in the domain's terms.
func (a wireAccount) account() ledger.Account {
	status := ledger.Active
	if a.Active.isFalse {
		status = ledger.Archived
	}
	parts := strings.Split(string(cmp.Or(a.FullyQualifiedName, a.Name)), ":")
	for i, part := range parts {
		parts[i] = activeName(part)
	}
	class, role := classOf(string(a.Classification), string(a.AccountType)), ledger.RoleNone
	if class == ledger.Equity && a.AccountSubType == "RetainedEarnings" {
		role = ledger.RoleRetainedEarnings
	}
	return ledger.Account{
		ID:       string(a.ID),
		Code:     string(a.AcctNum),
		Name:     activeName(string(a.Name)),
		FullName: strings.Join(parts, ":"),
		ParentID: string(a.ParentRef),
		Type:     string(a.AccountType),
		Subtype:  string(a.AccountSubType),
		Class:    class,
		Status:   status,
		Currency: string(a.CurrencyRef),
		Role:     role,
	}
}

// activeName returns a name without the suffix that QuickBooks adds to the name of
// an inactive account.
func activeName(name string) string { return strings.TrimSuffix(name, " (deleted)") }

var classes = map[string]ledger.Class{
	"Asset": ledger.Asset, "Liability": ledger.Liability, "Equity": ledger.Equity,
	"Revenue": ledger.Revenue, "Expense": ledger.Expense,
}

// classesByType holds the class of each account type, for accounts that come
// without their classification. Non-Posting has none.
var classesByType = map[string]ledger.Class{
	"Bank": ledger.Asset, "Accounts Receivable": ledger.Asset, "Other Current Asset": ledger.Asset,
	"Fixed Asset": ledger.Asset, "Other Asset": ledger.Asset,
	"Accounts Payable": ledger.Liability, "Credit Card": ledger.Liability,
	"Other Current Liability": ledger.Liability, "Long Term Liability": ledger.Liability,
	"Equity": ledger.Equity,
	"Income": ledger.Revenue, "Other Income": ledger.Revenue,
	"Cost of Goods Sold": ledger.Expense, "Expense": ledger.Expense, "Other Expense": ledger.Expense,
}

func classOf(classification, accountType string) ledger.Class {
	if class, ok := classes[classification]; ok {
		return class
	}
	return classesByType[accountType]
}
