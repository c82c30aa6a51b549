package quickbooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

var errNoAccounts = errors.New("there is no query response in the answer")

// pageSize is the most rows a query returns, by Intuit's page "Data queries".
const pageSize = 1000

// account is Intuit's Account entity without its balances, which are today's and
// in the account's own currency.
type account struct {
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

// Chart is the organisation with all its accounts, inactive ones included.
func (c *Client) Chart(ctx context.Context) (*ledger.Chart, error) {
	chart := &ledger.Chart{}
	err := sideBySide(ctx,
		func(ctx context.Context) (err error) { chart.Organisation, err = c.Organisation(ctx); return err },
		func(ctx context.Context) (err error) { chart.Accounts, err = c.accounts(ctx); return err })
	if err != nil {
		return nil, err
	}
	fillCurrency(chart)
	return chart, nil
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
				return nil, c.unreadable(fmt.Sprintf("its account %.60q has no id", a.Name))
			}
			if !seen[string(a.ID)] { // an account added in between shifts the pages
				seen[string(a.ID)] = true
				accounts = append(accounts, a.domain())
			}
		}
		if len(page) < pageSize {
			return accounts, nil
		}
	}
}

func (c *Client) accountsFrom(ctx context.Context, start int) ([]account, error) {
	query := minor()
	query.Set("query", fmt.Sprintf("select * from Account where Active in (true,false) startposition %d maxresults %d", start, pageSize))
	var page []account
	_, err := c.get(ctx, "/query", query, func(body io.Reader) (err error) {
		page, err = parseAccounts(body)
		return err
	})
	return page, err
}

// parseAccounts reads one page; a page beyond the last account is empty.
func parseAccounts(body io.Reader) ([]account, error) {
	var answer struct {
		QueryResponse *struct{ Account []account }
	}
	if err := decode(body, &answer); err != nil {
		return nil, err
	}
	if answer.QueryResponse == nil {
		return nil, errNoAccounts
	}
	return answer.QueryResponse.Account, nil
}

func (a account) domain() ledger.Account {
	status := ledger.Active
	if a.Active.isFalse {
		status = ledger.Archived
	}
	full := a.FullyQualifiedName
	if full == "" {
		full = a.Name
	}
	parts := strings.Split(string(full), ":")
	for i, part := range parts {
		parts[i] = undeleted(part)
	}
	class, role := classOf(string(a.Classification), string(a.AccountType)), ledger.RoleNone
	if class == ledger.Equity && a.AccountSubType == "RetainedEarnings" {
		role = ledger.RoleRetainedEarnings
	}
	return ledger.Account{
		ID:       string(a.ID),
		Code:     string(a.AcctNum),
		Name:     undeleted(string(a.Name)),
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

// undeleted cuts the suffix that QuickBooks adds to an inactive account's name.
func undeleted(name string) string { return strings.TrimSuffix(name, " (deleted)") }

var classes = map[string]ledger.Class{
	"Asset": ledger.Asset, "Liability": ledger.Liability, "Equity": ledger.Equity,
	"Revenue": ledger.Revenue, "Expense": ledger.Expense,
}

// classesByType are the classes of Intuit's account types. Non-Posting has none.
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

// fillCurrency gives accounts without a currency the organisation's.
func fillCurrency(chart *ledger.Chart) {
	for i := range chart.Accounts {
		if chart.Accounts[i].Currency == "" {
			chart.Accounts[i].Currency = chart.Organisation.Currency
		}
	}
}
