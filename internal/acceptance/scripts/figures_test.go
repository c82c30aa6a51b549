package scripts

import (
	"cmp"
	"encoding/csv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// The columns, as scripts and spreadsheets may rely on them.
var (
	coaColumns = strings.Split("model,entity,provider,organisation_id,organisation,account_id,account_code,"+
		"account_name,full_name,parent_id,account_type,account_subtype,account_class,status,currency,"+
		"system_account,variable_type,category,subcategory,branch,mapping", ",")
	longColumns = strings.Split("model,entity,provider,organisation_id,organisation,period,period_start,"+
		"period_end,account_id,account_code,account_name,account_type,account_class,statement,measure,amount,"+
		"net_debit,currency,basis,partial,variable_type,category,subcategory,branch", ",")
	wideColumns = strings.Split("model,entity,provider,organisation_id,organisation,account_id,account_code,"+
		"account_name,account_type,account_class,statement,measure,currency,basis,variable_type,category,"+
		"subcategory,branch", ",")
)

// row is one row of a file, by column.
type row map[string]string

// readCSV reads a file that has to be written exactly as the contract says:
// UTF-8, commas, LF, quotes only where RFC 4180 wants them.
func readCSV(ts *testscript.TestScript, name string) (header []string, rows []row) {
	text := ts.ReadFile(name)
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	ts.Check(err)
	var again strings.Builder
	writer := csv.NewWriter(&again)
	ts.Check(writer.WriteAll(records))
	if again.String() != text {
		ts.Fatalf("%s is not plain RFC 4180 with LF", name)
	}
	for _, record := range records[1:] {
		cells := row{}
		for i, column := range records[0] {
			cells[column] = unguard(record[i])
		}
		rows = append(rows, cells)
	}
	return records[0], rows
}

// unguard takes the apostrophe off again that keeps a spreadsheet from running
// a cell.
func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@\t\r'", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

// oracle is what the books say that a file has to hold.
type oracle struct {
	*testscript.TestScript
	books   map[string]*books.Books // by organisation id
	basis   ledger.Basis
	months  ledger.Range
	running ledger.Month
}

// cmdTies compares a long file with the books, cell by cell and row by row:
// ties FILE accrual|cash FROM TO ORGANISATION…
func cmdTies(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 5 {
		ts.Fatalf("usage: ties FILE BASIS FROM TO ORGANISATION…")
	}
	from, err := ledger.ParseMonth(args[2])
	ts.Check(err)
	to, err := ledger.ParseMonth(args[3])
	ts.Check(err)
	o := &oracle{
		TestScript: ts, books: map[string]*books.Books{}, basis: ledger.Basis(args[1]),
		months: ledger.Range{From: from, To: to}, running: ledger.DateOf(clock(ts.Getenv("NOW"))()).MonthOf(),
	}
	for _, name := range args[4:] {
		book := bookOf(ts, name)
		o.books[book.Organisation().ID] = book
	}
	header, rows := readCSV(ts, args[0])
	if !slices.Equal(header, longColumns) {
		ts.Fatalf("the columns of %s are %v", args[0], header)
	}
	o.checkOrder(rows)
	counts := map[string]int{}
	for _, cells := range rows {
		o.checkRow(cells)
		counts[cells["organisation_id"]+"/"+cells["account_id"]]++
	}
	for id, book := range o.books {
		o.checkComplete(id, book, counts)
		o.checkSums(id, book, rows)
	}
	if len(counts) > 0 {
		ts.Fatalf("the books know nothing of these rows: %v", counts)
	}
}

func bookOf(ts *testscript.TestScript, name string) *books.Books {
	book, ok := simulatorOf(ts).Books(name)
	if !ok {
		ts.Fatalf("there is no organisation %q", name)
	}
	return book
}

// checkOrder: entity, statement with profit and loss first, account code,
// account id, period; in byte order, empty first.
func (o *oracle) checkOrder(rows []row) {
	key := func(r row) []string {
		statement := "1"
		if r["statement"] == "profit_and_loss" {
			statement = "0"
		}
		return []string{r["entity"], statement, r["account_code"], r["account_id"], r["period"]}
	}
	if !slices.IsSortedFunc(rows, func(a, b row) int { return slices.Compare(key(a), key(b)) }) {
		o.Fatalf("the rows are not sorted")
	}
}

var plainAmount = regexp.MustCompile(`^-?[0-9]+\.[0-9]{2}$`)

func (o *oracle) checkRow(cells row) {
	book := o.books[cells["organisation_id"]]
	if book == nil {
		o.Fatalf("a row of another organisation: %v", cells)
	}
	month, err := ledger.ParseMonth(cells["period"])
	o.Check(err)
	account, netDebit := o.figure(book, cells["account_id"], month)
	measure, statement := "balance", "balance_sheet"
	if account.OnProfitAndLoss() {
		measure, statement = "movement", "profit_and_loss"
	}
	amount := netDebit
	if class := account.Class; class == ledger.Revenue || class == ledger.Liability || class == ledger.Equity {
		amount = netDebit.Neg()
	}
	organisation := book.Organisation()
	for column, want := range map[string]string{
		"provider": string(organisation.Provider), "organisation": organisation.Name, "currency": organisation.Currency,
		"period_start": month.First().String(), "period_end": month.Last().String(),
		"account_code": account.Code, "account_type": account.Type, "account_class": string(account.Class),
		"statement": statement, "measure": measure, "basis": string(o.basis),
		"partial": strconv.FormatBool(month >= o.running),
		"amount":  amount.String(), "net_debit": netDebit.String(),
	} {
		if cells[column] != want {
			o.Fatalf("%s of %s in %s is %q, the books say %q", column, cells["account_name"], month, cells[column], want)
		}
	}
	if account.Name != "" && cells["account_name"] != account.Name {
		o.Fatalf("the name of %s is %q, the books say %q", account.ID, cells["account_name"], account.Name)
	}
	if !o.months.Contains(month) || !plainAmount.MatchString(cells["amount"]) || cells["amount"] == "-0.00" {
		o.Fatalf("a row that should not be: %v", cells)
	}
}

// figure is the account of a row and its net debit. Lines that are no account
// have what the contract gives them: no code, no type, a class.
func (o *oracle) figure(book *books.Books, accountID string, month ledger.Month) (books.Account, ledger.Amount) {
	none := func(class ledger.Class) books.Account { return books.Account{Account: ledger.Account{Class: class}} }
	switch accountID {
	case "current-year-earnings":
		return none(ledger.Equity), book.CurrentYearEarnings(o.basis, month.Last())
	case "retained-earnings":
		return none(ledger.Equity), o.role(book, books.RetainedEarnings, month)
	case "fx-gains-losses":
		return none(ledger.Expense), o.role(book, books.CurrencyGain, month)
	}
	for _, account := range book.Accounts() {
		if account.ID == accountID {
			return account, o.value(book, account, month)
		}
	}
	o.Fatalf("the books have no account %q", accountID)
	return books.Account{}, ledger.Amount{}
}

func (o *oracle) value(book *books.Books, account books.Account, month ledger.Month) ledger.Amount {
	if account.OnProfitAndLoss() {
		return book.Movement(o.basis, account.ID, month.First(), month.Last())
	}
	return book.Balance(o.basis, account.ID, month.Last())
}

// role is the sum of all accounts of a role.
func (o *oracle) role(book *books.Books, role books.Role, month ledger.Month) (sum ledger.Amount) {
	for _, account := range book.Accounts() {
		if account.Role == role {
			sum = sum.Add(o.value(book, account, month))
		}
	}
	return sum
}

// checkComplete: an account that is not zero throughout has a row for every
// month, any other one has none. It takes what it has counted out of counts.
func (o *oracle) checkComplete(organisation string, book *books.Books, counts map[string]int) {
	merged := 0
	for _, account := range book.Accounts() {
		want := 0
		for _, month := range o.months.Months() {
			if !o.value(book, account, month).IsZero() {
				want = o.months.Len()
			}
		}
		if account.Role == books.CurrencyGain && !book.Company().Layout.SeparateFX {
			merged = max(merged, want)
			want = 0
		}
		o.checkCount(organisation+"/"+account.ID, want, counts)
	}
	o.checkCount(organisation+"/current-year-earnings", o.months.Len(), counts)
	o.checkCount(organisation+"/fx-gains-losses", merged, counts)
}

func (o *oracle) checkCount(line string, want int, counts map[string]int) {
	if counts[line] != want {
		o.Fatalf("%s has %d rows, want %d", line, counts[line], want)
	}
	delete(counts, line)
}

// checkSums: over a month, balance-sheet rows sum to nothing and profit-and-loss
// rows to minus the net profit.
func (o *oracle) checkSums(organisation string, book *books.Books, rows []row) {
	for _, month := range o.months.Months() {
		sums := map[string]ledger.Amount{}
		for _, cells := range rows {
			if cells["organisation_id"] == organisation && cells["period"] == month.String() {
				sums[cells["statement"]] = sums[cells["statement"]].Add(ledger.MustAmount(cells["net_debit"]))
			}
		}
		earned := book.Earnings(o.basis, month.First(), month.Last())
		if !sums["balance_sheet"].IsZero() || !sums["profit_and_loss"].Equal(earned) {
			o.Fatalf("%s sums to %s on the balance sheet and %s in profit and loss, which should be %s",
				month, sums["balance_sheet"], sums["profit_and_loss"], earned)
		}
	}
}

// cmdCOA compares a COA file with the books: coa FILE all|active ORGANISATION.
func cmdCOA(ts *testscript.TestScript, _ bool, args []string) {
	header, rows := readCSV(ts, args[0])
	if !slices.Equal(header, coaColumns) {
		ts.Fatalf("the columns of %s are %v", args[0], header)
	}
	book := bookOf(ts, args[2])
	accounts := slices.DeleteFunc(book.Accounts(), func(a books.Account) bool {
		return args[1] == "active" && a.Status == ledger.Archived
	})
	slices.SortFunc(accounts, func(a, b books.Account) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
	})
	if len(rows) != len(accounts) {
		ts.Fatalf("%d rows for %d accounts", len(rows), len(accounts))
	}
	for i, account := range accounts {
		checkAccount(ts, rows[i], book.Organisation(), account.Account)
	}
}

func checkAccount(ts *testscript.TestScript, cells row, organisation ledger.Organisation, account ledger.Account) {
	for column, want := range map[string]string{
		"provider": string(organisation.Provider), "organisation_id": organisation.ID, "organisation": organisation.Name,
		"account_id": account.ID, "account_code": account.Code, "account_name": account.Name,
		"full_name": cmp.Or(account.FullName, account.Name), "parent_id": account.ParentID,
		"account_type": account.Type, "account_subtype": account.Subtype, "account_class": string(account.Class),
		"status": string(account.Status), "currency": cmp.Or(account.Currency, organisation.Currency),
		"system_account": account.SystemAccount,
	} {
		if cells[column] != want {
			ts.Fatalf("%s of %s is %q, the books say %q", column, account.Name, cells[column], want)
		}
	}
	if !slices.Contains([]string{"suggested", "confirmed", "unmapped"}, cells["mapping"]) {
		ts.Fatalf("the mapping of %s is %q", account.Name, cells["mapping"])
	}
	if types := []string{"Revenue", "COGS", "Opex", "Staff", "Asset", "Liability", "Equity", "Tax", "Dividend", ""}; !slices.Contains(types, cells["variable_type"]) {
		ts.Fatalf("the variable type of %s is %q", account.Name, cells["variable_type"])
	}
}
