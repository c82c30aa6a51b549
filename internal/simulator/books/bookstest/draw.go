package bookstest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// draw draws random accounts and journals.
type draw struct {
	random   *rand.Rand
	options  RandomOptions
	company  books.Company
	accounts []books.Account
}

// kind is a type an account can be drawn with.
type kind struct {
	accountType, subtype string
	role                 books.Role
}

var everyChart = map[ledger.Provider][]kind{
	ledger.Xero: {
		{"EXPENSE", "BANKCURRENCYGAIN", books.CurrencyGain},
		{"EXPENSE", "UNREALISEDCURRENCYGAIN", books.CurrencyGain},
		{"EXPENSE", "REALISEDCURRENCYGAIN", books.CurrencyGain},
		{"EQUITY", "RETAINEDEARNINGS", books.RetainedEarnings},
		{"BANK", "", books.Bank},
		{"CURRENT", "DEBTORS", books.Receivable},
		{"CURRLIAB", "CREDITORS", books.Payable},
	},
	ledger.QuickBooks: {
		{"Equity", "RetainedEarnings", books.RetainedEarnings},
		{"Bank", "Checking", books.Bank},
		{"Accounts Receivable", "AccountsReceivable", books.Receivable},
		{"Accounts Payable", "AccountsPayable", books.Payable},
	},
}

var drawnKinds = map[ledger.Provider][]kind{
	ledger.Xero: {
		{"REVENUE", "", books.Plain},
		{"SALES", "", books.Contra},
		{"OTHERINCOME", "", books.Plain},
		{"DIRECTCOSTS", "", books.Plain},
		{"EXPENSE", "", books.Plain},
		{"OVERHEADS", "", books.Plain},
		{"DEPRECIATN", "", books.Plain},
		{"BANK", "", books.Bank},
		{"BANK", "", books.Card},
		{"CURRENT", "", books.Plain},
		{"PREPAYMENT", "", books.Plain},
		{"INVENTORY", "", books.Plain},
		{"FIXED", "", books.Contra},
		{"NONCURRENT", "", books.Plain},
		{"CURRLIAB", "", books.Plain},
		{"LIABILITY", "", books.Plain},
		{"TERMLIAB", "", books.Plain},
		{"EQUITY", "", books.Plain},
	},
	ledger.QuickBooks: {
		{"Income", "ServiceFeeIncome", books.Plain},
		{"Income", "DiscountsRefundsGiven", books.Contra},
		{"Other Income", "InterestEarned", books.Plain},
		{"Cost of Goods Sold", "SuppliesMaterialsCogs", books.Plain},
		{"Expense", "Auto", books.Plain},
		{"Other Expense", "Depreciation", books.Plain},
		{"Bank", "Savings", books.Bank},
		{"Credit Card", "CreditCard", books.Card},
		{"Other Current Asset", "Inventory", books.Plain},
		{"Fixed Asset", "AccumulatedDepreciation", books.Contra},
		{"Other Asset", "SecurityDeposits", books.Plain},
		{"Other Current Liability", "SalesTaxPayable", books.Plain},
		{"Long Term Liability", "NotesPayable", books.Plain},
		{"Equity", "OwnersEquity", books.Plain},
		{"Non-Posting", "", books.Plain},
	},
}

var (
	names  = []string{"Sales", "Rent", "Tea, coffee & milk", `The "Blue" Van`, "=1+1", "-Discounts", "@Home", "'Quoted'", "Größe", "経費", "Fees (no GST) (508)", " Spaced ", "Naïve 😀"}
	groups = []string{"", "", "Employment", "Premises, rates & light", "Total Works"}
	codes  = []string{"", "090", "895/000", "007", "A-1", "400"}
)

// chart adds the accounts every chart has.
func (d *draw) chart() {
	for _, kind := range everyChart[d.options.Provider] {
		d.add(kind)
	}
}

// account adds an account of any kind, a sub-account of one of its own type now
// and then at QuickBooks, at most five deep.
func (d *draw) account() {
	kinds := drawnKinds[d.options.Provider]
	d.add(kinds[d.random.IntN(len(kinds))])
	if d.options.Provider != ledger.QuickBooks || d.random.IntN(3) == 0 {
		return
	}
	last := &d.accounts[len(d.accounts)-1]
	parent := d.accounts[d.random.IntN(len(d.accounts))]
	if parent.Type == last.Type && parent.ID != last.ID && parent.Role != books.RetainedEarnings && d.depth(parent) < 4 {
		last.ParentID = parent.ID
	}
}

// depth is how many parents an account has above it.
func (d *draw) depth(account books.Account) int {
	for _, other := range d.accounts {
		if other.ID == account.ParentID {
			return 1 + d.depth(other)
		}
	}
	return 0
}

func (d *draw) add(kind kind) {
	n := len(d.accounts)
	name := fmt.Sprintf("%s %d", names[d.random.IntN(len(names))], n)
	if d.random.IntN(6) == 0 {
		name = names[d.random.IntN(len(names))]
	}
	code := codes[d.random.IntN(len(codes))]
	if d.random.IntN(2) == 0 {
		code = fmt.Sprint(100 + n)
	}
	account := books.Account{
		Account: ledger.Account{
			Name: name, Code: code, Type: kind.accountType, Subtype: kind.subtype,
			Class: books.ClassOf(d.options.Provider, kind.accountType), Status: ledger.Active,
		},
		Role: kind.role, Group: groups[d.random.IntN(len(groups))],
	}
	if kind.subtype == "" && d.random.IntN(5) == 0 {
		account.Status = ledger.Archived
	}
	if d.options.Provider == ledger.Xero {
		account.SystemAccount, account.Subtype = kind.subtype, ""
		addBankDetails(&account, n)
	}
	account.ID = books.GUID(d.company.ID, fmt.Sprint(n))
	if d.options.Provider == ledger.QuickBooks {
		account.ID, account.Name = fmt.Sprint(20+3*n), strings.ReplaceAll(account.Name, `"`, "”") // QuickBooks takes no quotes in names
	}
	d.accounts = append(d.accounts, account)
}

// addBankDetails gives the n-th account what Xero's bank and card accounts have.
func addBankDetails(account *books.Account, n int) {
	switch account.Role {
	case books.Bank:
		account.Subtype, account.BankNumber = "BANK", fmt.Sprintf("%015d", 1+n)
	case books.Card:
		account.Subtype, account.BankNumber = "CREDITCARD", fmt.Sprintf("xxxx-xxxx-xxxx-%04d", 1+n)
	}
}

// journal draws a balanced journal of two to five lines on any day of the
// history or shortly before or after it.
func (d *draw) journal(n int) books.Journal {
	first := d.options.History.From.First().AddDays(-40)
	day := first.AddDays(d.random.IntN(d.options.History.Len()*31 + 80))
	if d.random.IntN(4) == 0 {
		day = day.MonthOf().Last()
	}
	journal := books.Journal{Date: day, Bases: books.Bases(1 + d.random.IntN(3)), Memo: fmt.Sprint("Journal ", n+1)}
	var total ledger.Amount
	for range 1 + d.random.IntN(4) {
		amount := ledger.NewAmount(d.random.Int64N(2_000_00)-1_000_00, 2)
		total = total.Add(amount)
		journal.Lines = append(journal.Lines, books.Posting{AccountID: d.postable(), NetDebit: amount})
	}
	journal.Lines = append(journal.Lines, books.Posting{AccountID: d.postable(), NetDebit: total.Neg()})
	return journal
}

// postable is the id of an account that carries money.
func (d *draw) postable() string {
	for {
		account := d.accounts[d.random.IntN(len(d.accounts))]
		if account.Class != "" {
			return account.ID
		}
	}
}
