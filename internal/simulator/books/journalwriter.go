package books

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// journalWriter writes a believable company's journals. Amounts are in cents.
type journalWriter struct {
	company  Company
	lines    []line
	ids      map[string]string // account ids by key
	today    ledger.Date
	journals []Journal
	income   map[string]bool                   // keys of income accounts
	tally    map[string]map[ledger.Month]int64 // accrual postings by key and month
	err      error                             // the first one; nothing is written after it
}

// entry is one posting by the key of its account; a credit is negative.
type entry struct {
	key   string
	cents int64
}

func newJournalWriter(company Company, lines []line, accounts []Account, today ledger.Date) *journalWriter {
	w := &journalWriter{company: company, lines: lines, today: today, ids: map[string]string{}, income: map[string]bool{}, tally: map[string]map[ledger.Month]int64{}}
	for _, l := range lines {
		if l.Name != "" {
			account := accounts[len(w.ids)]
			w.ids[l.Key], w.income[l.Key] = account.ID, account.Class == ledger.Revenue
			w.tally[l.Key] = map[ledger.Month]int64{}
		}
	}
	return w
}

// write writes every journal from the founding to today, month by month.
func (w *journalWriter) write() ([]Journal, error) {
	w.open()
	first := w.company.Founded.MonthOf()
	for month := first; month <= w.today.MonthOf(); month++ {
		for _, l := range w.lines {
			if n := int(month - first); l.moves(month, n) {
				w.move(l, month, l.cents(w.company.Name, month, n))
			}
			w.settle(l, month)
		}
	}
	return w.journals, w.err
}

// post writes a journal unless its day is still to come.
func (w *journalWriter) post(date ledger.Date, bases Bases, memo string, entries ...entry) {
	if w.today.Before(date) || date.Before(w.company.Founded.AddDays(-1)) {
		return
	}
	journal := Journal{Date: date, Bases: bases, Memo: memo}
	for _, e := range entries {
		if e.cents == 0 {
			continue
		}
		id, ok := w.ids[e.key]
		if !ok {
			w.err = cmp.Or(w.err, fmt.Errorf("%w: %q in %q", ErrNoAccount, e.key, memo))
			return
		}
		journal.Lines = append(journal.Lines, Posting{AccountID: id, NetDebit: ledger.NewAmount(e.cents, 2)})
		if bases.Has(ledger.Accrual) {
			w.tally[e.key][date.MonthOf()] += e.cents
		}
	}
	w.journals = append(w.journals, journal)
}

// open brings the opening balances in, the day before the founding; retained
// earnings take what remains.
func (w *journalWriter) open() {
	var entries []entry
	var total int64
	for _, l := range w.lines {
		if l.Open == 0 {
			continue
		}
		cents := l.Open * 100
		if ClassOf(w.company.Provider, l.Type).CreditPositive() {
			cents = -cents
		}
		total += cents
		entries = append(entries, entry{l.Key, cents})
	}
	entries = append(entries, entry{"retained", -total})
	w.post(w.company.Founded.AddDays(-1), OnBoth, "Opening balances", entries...)
}

// move posts what the line moves by in a month, spread over its days.
func (w *journalWriter) move(l line, month ledger.Month, cents int64) {
	dates := l.dates(month)
	share := cents / int64(len(dates))
	for i, date := range dates {
		part := share
		if i == len(dates)-1 {
			part = cents - share*int64(len(dates)-1)
		}
		memo := fmt.Sprintf("%s %s/%d", l.Key, month, i+1)
		switch l.Via {
		case "customers":
			w.invoice(l, date, part, memo)
		case "suppliers":
			w.bill(l, date, part, memo)
		case "payroll":
			w.pay(l, date, part, memo)
		default:
			w.direct(l, date, part, memo)
		}
	}
}

// direct posts a line against another account at once.
func (w *journalWriter) direct(l line, date ledger.Date, cents int64, memo string) {
	tax := cents * l.Tax / 1000
	if w.income[l.Key] {
		w.post(date, OnBoth, memo, entry{l.Via, cents + tax}, entry{l.Key, -cents}, entry{"tax", -tax})
		return
	}
	w.post(date, OnBoth, memo, entry{l.Key, cents}, entry{"tax", tax}, entry{l.Via, -cents - tax})
}

// invoice bills a customer, who pays some weeks later or, now and then, never.
func (w *journalWriter) invoice(l line, date ledger.Date, cents int64, memo string) {
	tax := cents * l.Tax / 1000
	w.post(date, OnAccrual, memo, entry{"receivable", cents + tax}, entry{l.Key, -cents}, entry{"tax", -tax})
	random := seeded(w.company.Name, "customer", memo)
	if random.IntN(60) == 0 {
		return
	}
	paid := date.AddDays(9 + random.IntN(44))
	w.post(paid, OnAccrual, memo, entry{"bank", cents + tax}, entry{"receivable", -cents - tax})
	w.post(paid, OnCash, memo, entry{"bank", cents + tax}, entry{l.Key, -cents}, entry{"tax", -tax})
}

// bill is a supplier's invoice, paid some weeks later.
func (w *journalWriter) bill(l line, date ledger.Date, cents int64, memo string) {
	tax := cents * l.Tax / 1000
	w.post(date, OnAccrual, memo, entry{l.Key, cents}, entry{"tax", tax}, entry{"payable", -cents - tax})
	paid := date.AddDays(14 + seeded(w.company.Name, "supplier", memo).IntN(24))
	w.post(paid, OnAccrual, memo, entry{"payable", cents + tax}, entry{"bank", -cents - tax})
	w.post(paid, OnCash, memo, entry{l.Key, cents}, entry{"tax", tax}, entry{"bank", -cents - tax})
}

// pay is a pay run: a little over a fifth is withheld for the tax office.
func (w *journalWriter) pay(l line, date ledger.Date, cents int64, memo string) {
	withheld := cents * 218 / 1000
	w.post(date, OnBoth, memo, entry{l.Key, cents}, entry{"withheld", -withheld}, entry{"bank", withheld - cents})
}

// settle pays off what an account owed at the end of the month or quarter before.
func (w *journalWriter) settle(l line, month ledger.Month) {
	every, day, _ := strings.Cut(l.Settle, ":")
	if every == "" || (every == "quarter" && month.Month()%3 != 1) {
		return
	}
	settled, err := strconv.Atoi(day)
	if err != nil {
		w.err = cmp.Or(w.err, err)
		return
	}
	owed := w.owed(l.Key, month-1)
	w.post(dayOf(month, settled), OnBoth, "Settlement of "+l.Key, entry{l.Key, -owed}, entry{"bank", owed})
}

// owed is the accrual net debit of the account at the end of the month.
func (w *journalWriter) owed(key string, month ledger.Month) int64 {
	var total int64
	for m, cents := range w.tally[key] {
		if m <= month {
			total += cents
		}
	}
	return total
}
