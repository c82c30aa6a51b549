package quickbooksapi

import (
	"encoding/json"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// accountWire is the Account entity, in the order of keys observed.
type accountWire struct {
	Name                          string      `json:"Name"`
	SubAccount                    bool        `json:"SubAccount"`
	ParentRef                     *ref        `json:"ParentRef,omitempty"`
	Description                   string      `json:"Description,omitempty"`
	FullyQualifiedName            string      `json:"FullyQualifiedName"`
	Active                        bool        `json:"Active"`
	Classification                string      `json:"Classification,omitempty"`
	AccountType                   string      `json:"AccountType"`
	AccountSubType                string      `json:"AccountSubType,omitempty"`
	AcctNum                       string      `json:"AcctNum,omitempty"`
	CurrentBalance                json.Number `json:"CurrentBalance"`
	CurrentBalanceWithSubAccounts json.Number `json:"CurrentBalanceWithSubAccounts"`
	CurrencyRef                   ref         `json:"CurrencyRef"`
	Domain                        string      `json:"domain"`
	Sparse                        bool        `json:"sparse"`
	ID                            string      `json:"Id"`
	SyncToken                     string      `json:"SyncToken"`
	MetaData                      metaData    `json:"MetaData"`
}

// classifications are Intuit's words for the classes. Cost of goods sold is an
// Expense.
var classifications = map[ledger.Class]string{
	ledger.Asset: "Asset", ledger.Liability: "Liability", ledger.Equity: "Equity",
	ledger.Revenue: "Revenue", ledger.Expense: "Expense",
}

var currencyNames = map[string]string{
	"USD": "United States Dollar", "CAD": "Canadian Dollar", "GBP": "British Pound Sterling",
	"EUR": "Euro", "AUD": "Australian Dollar", "NZD": "New Zealand Dollar",
}

// deleted is the mark QuickBooks puts behind the name of an inactive account.
func deleted(account books.Account) string {
	if account.Status == ledger.Archived {
		return " (deleted)"
	}
	return ""
}

// account is one account as QuickBooks lists it.
func (r request) account(c chart, a books.Account) accountWire {
	org := r.books.Company()
	wire := accountWire{
		Name: a.Name + deleted(a), FullyQualifiedName: c.fullName(a) + deleted(a), Description: a.Description,
		SubAccount: a.ParentID != "", Active: a.Status != ledger.Archived,
		Classification: classifications[a.Class], AccountType: a.Type, AccountSubType: a.Subtype,
		CurrentBalance:                json.Number(r.currentBalance(a).String()),
		CurrentBalanceWithSubAccounts: json.Number(r.withSubAccounts(c, a).String()),
		CurrencyRef:                   ref{Value: org.Currency, Name: currencyNames[org.Currency]},
		Domain:                        "QBO", ID: a.ID, SyncToken: "0",
		MetaData: r.metaData(),
	}
	if a.Currency != "" {
		wire.CurrencyRef = ref{Value: a.Currency, Name: currencyNames[a.Currency]}
	}
	if a.ParentID != "" {
		wire.ParentRef = &ref{Value: a.ParentID}
	}
	if org.Numbered {
		wire.AcctNum = a.Code
	}
	return wire
}

func (r request) metaData() metaData {
	founded := r.books.Company().Founded.String() + "T09:00:00-08:00"
	return metaData{CreateTime: founded, LastUpdatedTime: founded}
}

func (r request) oneAccount(id string) (any, *problem) {
	a, ok := r.books.Account(id)
	if !ok {
		// The code and words are Intuit's for an object that is not there.
		return nil, invalid("610", "Object Not Found",
			"Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.")
	}
	return map[string]any{"Account": r.account(chartOf(r.books), a), "time": stamp(r.now)}, nil
}
