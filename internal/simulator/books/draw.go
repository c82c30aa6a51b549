package books

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// draw draws random accounts and journals.
type draw struct {
	luck     *rand.Rand
	chance   Chance
	company  Company
	accounts []Account
}

// kind is a type an account can be drawn with.
type kind struct {
	accountType, subtype string
	role                 Role
}

var everyChart = map[ledger.Provider][]kind{
	ledger.Xero: {
		{"EXPENSE", "BANKCURRENCYGAIN", CurrencyGain},
		{"EXPENSE", "UNREALISEDCURRENCYGAIN", CurrencyGain},
		{"EXPENSE", "REALISEDCURRENCYGAIN", CurrencyGain},
		{"EQUITY", "RETAINEDEARNINGS", RetainedEarnings},
		{"BANK", "", Bank},
		{"CURRENT", "DEBTORS", Receivable},
		{"CURRLIAB", "CREDITORS", Payable},
	},
	ledger.QuickBooks: {
		{"Equity", "RetainedEarnings", RetainedEarnings},
		{"Bank", "Checking", Bank},
		{"Accounts Receivable", "AccountsReceivable", Receivable},
		{"Accounts Payable", "AccountsPayable", Payable},
	},
}

var drawnKinds = map[ledger.Provider][]kind{
	ledger.Xero: {
		{"REVENUE", "", Plain},
		{"SALES", "", Contra},
		{"OTHERINCOME", "", Plain},
		{"DIRECTCOSTS", "", Plain},
		{"EXPENSE", "", Plain},
		{"OVERHEADS", "", Plain},
		{"DEPRECIATN", "", Plain},
		{"BANK", "", Bank},
		{"BANK", "", Card},
		{"CURRENT", "", Plain},
		{"PREPAYMENT", "", Plain},
		{"INVENTORY", "", Plain},
		{"FIXED", "", Contra},
		{"NONCURRENT", "", Plain},
		{"CURRLIAB", "", Plain},
		{"LIABILITY", "", Plain},
		{"TERMLIAB", "", Plain},
		{"EQUITY", "", Plain},
	},
	ledger.QuickBooks: {
		{"Income", "ServiceFeeIncome", Plain},
		{"Income", "DiscountsRefundsGiven", Contra},
		{"Other Income", "InterestEarned", Plain},
		{"Cost of Goods Sold", "SuppliesMaterialsCogs", Plain},
		{"Expense", "Auto", Plain},
		{"Other Expense", "Depreciation", Plain},
		{"Bank", "Savings", Bank},
		{"Credit Card", "CreditCard", Card},
		{"Other Current Asset", "Inventory", Plain},
		{"Fixed Asset", "AccumulatedDepreciation", Contra},
		{"Other Asset", "SecurityDeposits", Plain},
		{"Other Current Liability", "SalesTaxPayable", Plain},
		{"Long Term Liability", "NotesPayable", Plain},
		{"Equity", "OwnersEquity", Plain},
		{"Non-Posting", "", Plain},
	},
}

var (
	names  = []string{"Sales", "Rent", "Tea, coffee & milk", `The "Blue" Van`, "=1+1", "-Discounts", "@Home", "'Quoted'", "Größe", "経費", "Fees (no GST) (508)", " Spaced ", "Naïve 😀"}
	groups = []string{"", "", "Employment", "Premises, rates & light", "Total Works"}
	codes  = []string{"", "090", "895/000", "007", "A-1", "400"}
)

// chart adds the accounts every chart has.
func (d *draw) chart() {
	for _, kind := range everyChart[d.chance.Provider] {
		d.add(kind)
	}
}

// account adds an account of any kind, a sub-account of one of its own type now
// and then at QuickBooks, at most five deep.
func (d *draw) account() {
	kinds := drawnKinds[d.chance.Provider]
	d.add(kinds[d.luck.IntN(len(kinds))])
	if d.chance.Provider != ledger.QuickBooks || d.luck.IntN(3) == 0 {
		return
	}
	last := &d.accounts[len(d.accounts)-1]
	parent := d.accounts[d.luck.IntN(len(d.accounts))]
	if parent.Type == last.Type && parent.ID != last.ID && parent.Role != RetainedEarnings && d.depth(parent) < 4 {
		last.ParentID = parent.ID
	}
}

// depth is how many parents an account has above it.
func (d *draw) depth(account Account) int {
	for _, other := range d.accounts {
		if other.ID == account.ParentID {
			return 1 + d.depth(other)
		}
	}
	return 0
}

func (d *draw) add(kind kind) {
	n := len(d.accounts)
	name := fmt.Sprintf("%s %d", names[d.luck.IntN(len(names))], n)
	if d.luck.IntN(6) == 0 {
		name = names[d.luck.IntN(len(names))]
	}
	code := codes[d.luck.IntN(len(codes))]
	if d.luck.IntN(2) == 0 {
		code = fmt.Sprint(100 + n)
	}
	l := line{
		Name: name, Code: code, Type: kind.accountType, Subtype: kind.subtype, Role: kind.role,
		Group: groups[d.luck.IntN(len(groups))], Archived: kind.subtype == "" && d.luck.IntN(5) == 0,
	}
	account := l.account(d.company)
	account.ID = guid(d.company.ID, fmt.Sprint(n))
	if d.chance.Provider == ledger.QuickBooks {
		account.ID, account.Name = fmt.Sprint(20+3*n), strings.ReplaceAll(account.Name, `"`, "”") // QuickBooks takes no quotes in names
	}
	d.accounts = append(d.accounts, account)
}

// journal draws a balanced journal of two to five lines on any day of the
// history or shortly before or after it.
func (d *draw) journal(n int) Journal {
	first := d.chance.History.From.First().AddDays(-40)
	day := first.AddDays(d.luck.IntN(d.chance.History.Len()*31 + 80))
	if d.luck.IntN(4) == 0 {
		day = day.MonthOf().Last()
	}
	journal := Journal{Date: day, Bases: Bases(1 + d.luck.IntN(3)), Memo: fmt.Sprint("Journal ", n+1)}
	var total ledger.Amount
	for range 1 + d.luck.IntN(4) {
		amount := ledger.NewAmount(d.luck.Int64N(2_000_00)-1_000_00, 2)
		total = total.Add(amount)
		journal.Lines = append(journal.Lines, Posting{AccountID: d.postable(), NetDebit: amount})
	}
	journal.Lines = append(journal.Lines, Posting{AccountID: d.postable(), NetDebit: total.Neg()})
	return journal
}

// postable is the id of an account that carries money.
func (d *draw) postable() string {
	for {
		account := d.accounts[d.luck.IntN(len(d.accounts))]
		if account.Class != "" {
			return account.ID
		}
	}
}
