package mapping

import (
	"sync"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// concept is what an account is about, whatever the language its name is in.
// language tables say which words mean which concept; the tables in this file
// say what a concept is on each side of the statements.
type concept string

// places says what a concept is, by the class of the account. A class that is
// not listed keeps accounts of that class out of the concept: "Staff hire" among
// the income is no staff cost.
type places map[ledger.Class]outcome

type outcome struct {
	kind        Type
	category    string
	subcategory string
}

// rule is one line of a concept table.
type rule struct {
	concept concept
	places  places
}

// Concepts that decide the variable type. A sub-account takes them from the
// accounts above it, too.
const (
	noPayroll     concept = "a purchase about staff, not pay"
	pension       concept = "pension"
	employerTax   concept = "payroll tax"
	pay           concept = "pay"
	expensesOwed  concept = "expense claims"
	salesTax      concept = "sales tax"
	salesTaxSpent concept = "sales tax that cannot be claimed"
	incomeTax     concept = "income tax"
	dividend      concept = "dividends"
	payout        concept = "money to the owners"
	costOfSales   concept = "cost of sales"
)

// typeRules are tried in this order; the first concept that the name means and
// that has a place in the account's class wins.
var typeRules = sync.OnceValue(func() []rule {
	return []rule{
		{noPayroll, places{
			ledger.Expense: {Opex, "Administration", ""},
		}},
		{pension, places{
			ledger.Expense:   {Staff, "Staff costs", "Pensions"},
			ledger.Liability: {Liability, "Payroll liabilities", "Pensions"},
			ledger.Asset:     {Asset, "Other assets", ""},
		}},
		{employerTax, places{
			ledger.Expense:   {Staff, "Staff costs", "Payroll taxes"},
			ledger.Liability: {Tax, "Payroll taxes", ""},
			ledger.Asset:     {Tax, "Payroll taxes", ""},
		}},
		{salesTaxSpent, places{ledger.Expense: {Tax, "Sales tax", ""}}},
		{salesTax, places{
			ledger.Liability: {Tax, "Sales tax", ""},
			ledger.Asset:     {Tax, "Sales tax", ""},
		}},
		{incomeTax, places{
			ledger.Expense:   {Tax, "Income tax", ""},
			ledger.Liability: {Tax, "Income tax", ""},
			ledger.Asset:     {Tax, "Income tax", ""},
		}},
		{expensesOwed, places{
			ledger.Liability: {Liability, "Other payables", "Expense claims"},
		}},
		{pay, places{
			ledger.Expense:   {Staff, "Staff costs", "Wages and salaries"},
			ledger.Liability: {Liability, "Payroll liabilities", ""},
		}},
		{dividend, places{
			ledger.Equity:    {Dividend, "Dividends and drawings", ""},
			ledger.Liability: {Dividend, "Dividends and drawings", "Declared"},
		}},
		{payout, places{ledger.Equity: {Dividend, "Dividends and drawings", ""}}},
		{costOfSales, places{ledger.Expense: {COGS, "Cost of sales", ""}}},
	}
})

// Concepts that leave the type to the ledger's own account type and only say
// which category.
const (
	depreciation  concept = "depreciation"
	bankFees      concept = "bank fees"
	interest      concept = "interest"
	exchange      concept = "foreign exchange"
	badDebts      concept = "bad debts"
	rent          concept = "rent"
	utilities     concept = "utilities"
	insurance     concept = "insurance"
	marketing     concept = "marketing"
	professional  concept = "professional fees"
	technology    concept = "technology"
	travel        concept = "travel"
	vehicles      concept = "vehicles"
	office        concept = "office"
	repairs       concept = "repairs"
	training      concept = "training"
	freight       concept = "freight"
	subcontract   concept = "subcontractors"
	discounts     concept = "discounts and returns"
	grants        concept = "grants"
	receivables   concept = "receivables"
	payables      concept = "payables"
	stock         concept = "inventory"
	prepayments   concept = "prepayments"
	deferred      concept = "deferred income"
	accruals      concept = "accruals"
	loans         concept = "loans"
	ownersLoan    concept = "loan of an owner"
	shareCapital  concept = "capital"
	retained      concept = "retained earnings"
	openingEquity concept = "opening balances"
	intangibles   concept = "intangible assets"
)

// categoryRules work like typeRules; an outcome without a type keeps the one of
// the ledger's account type.
var categoryRules = sync.OnceValue(func() []rule {
	return []rule{
		{depreciation, places{
			ledger.Expense: {"", "Depreciation and amortisation", ""},
			ledger.Asset:   {"", "Fixed assets", "Accumulated depreciation"},
		}},
		{exchange, places{
			ledger.Expense: {"", "Foreign exchange", ""},
			ledger.Revenue: {"", "Other income", "Foreign exchange"},
		}},
		{badDebts, places{
			ledger.Expense: {"", "Bad debts", ""},
			ledger.Asset:   {"", "Receivables", "Doubtful debts"},
		}},
		{interest, places{
			ledger.Expense:   {"", "Finance costs", "Interest"},
			ledger.Revenue:   {"", "Other income", "Interest"},
			ledger.Liability: {"", "Accruals", "Interest"},
		}},
		{bankFees, places{ledger.Expense: {"", "Finance costs", "Bank and payment fees"}}},
		{insurance, places{
			ledger.Expense: {"", "Insurance", ""},
			ledger.Asset:   {"", "Prepayments", "Insurance"},
		}},
		{rent, places{
			ledger.Expense: {"", "Premises", "Rent"},
			ledger.Revenue: {"", "Other income", "Rent"},
		}},
		{utilities, places{ledger.Expense: {"", "Premises", "Utilities"}}},
		{professional, places{ledger.Expense: {"", "Professional fees", ""}}},
		{technology, places{
			ledger.Expense: {"", "Technology", ""},
			ledger.Asset:   {"", "Fixed assets", "Computers"},
		}},
		{vehicles, places{
			ledger.Expense: {"", "Vehicles", ""},
			ledger.Asset:   {"", "Fixed assets", "Vehicles"},
		}},
		{marketing, places{ledger.Expense: {"", "Marketing", ""}}},
		{travel, places{ledger.Expense: {"", "Travel and entertainment", ""}}},
		{training, places{ledger.Expense: {"", "Training", ""}}},
		{repairs, places{ledger.Expense: {"", "Repairs and maintenance", ""}}},
		{freight, places{ledger.Expense: {"", "Freight", ""}}},
		{subcontract, places{ledger.Expense: {"", "Subcontractors", ""}}},
		{office, places{
			ledger.Expense: {"", "Administration", ""},
			ledger.Asset:   {"", "Fixed assets", "Equipment"},
		}},
		{discounts, places{ledger.Revenue: {"", "Discounts and returns", ""}}},
		{grants, places{ledger.Revenue: {"", "Other income", "Grants"}}},
		{receivables, places{ledger.Asset: {"", "Receivables", ""}}},
		{payables, places{ledger.Liability: {"", "Payables", ""}}},
		{stock, places{ledger.Asset: {"", "Inventory", ""}}},
		{prepayments, places{ledger.Asset: {"", "Prepayments", ""}}},
		{deferred, places{ledger.Liability: {"", "Deferred income", ""}}},
		{accruals, places{ledger.Liability: {"", "Accruals", ""}}},
		{ownersLoan, places{
			ledger.Liability: {"", "Loans", "Owners and directors"},
			ledger.Asset:     {"", "Loans given", "Owners and directors"},
		}},
		{loans, places{
			ledger.Liability: {"", "Loans", ""},
			ledger.Asset:     {"", "Loans given", ""},
		}},
		{intangibles, places{ledger.Asset: {"", "Intangible assets", ""}}},
		{retained, places{ledger.Equity: {"", "Retained earnings", ""}}},
		{openingEquity, places{ledger.Equity: {"", "Opening balances", ""}}},
		{shareCapital, places{ledger.Equity: {"", "Capital", ""}}},
	}
})
