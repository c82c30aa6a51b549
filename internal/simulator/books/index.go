package books

import (
	"slices"
	"sort"
	"time"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// index holds running sums of every account on both bases, built once after
// the last edit and never changed.
type index struct {
	accrual, cash view
}

// view is the books on one basis.
type view struct {
	organisation ledger.Organisation
	accounts     map[string]*running
	earnings     running // all income and expense accounts together
}

// running is what was posted to one account, as sums by the end of each day
// that has postings.
type running struct {
	profit, retained bool
	days             []int32 // ascending
	sums             []ledger.Amount
}

var nothing running

// account is the running sums of one account; an unknown one has none.
func (v *view) account(id string) *running {
	if sums := v.accounts[id]; sums != nil {
		return sums
	}
	return &nothing
}

// upTo is the sum of everything posted on or before the day.
func (r *running) upTo(at ledger.Date) ledger.Amount {
	day := dayNumber(at)
	n := sort.Search(len(r.days), func(i int) bool { return r.days[i] > day })
	if n == 0 {
		return ledger.Amount{}
	}
	return r.sums[n-1]
}

func (r *running) between(from, to ledger.Date) ledger.Amount {
	if to.Before(from) {
		return ledger.Amount{}
	}
	return r.upTo(to).Sub(r.upTo(from.AddDays(-1)))
}

// view is the books on the basis as they are now.
func (b *Books) view(basis ledger.Basis) *view {
	sums := b.current()
	if basis == ledger.Cash {
		return &sums.cash
	}
	return &sums.accrual
}

// current is the index after the last edit.
func (b *Books) current() *index {
	b.mu.RLock()
	sums := b.sums
	b.mu.RUnlock()
	if sums != nil {
		return sums
	}
	return b.rebuild()
}

func (b *Books) rebuild() *index {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sums == nil {
		b.sums = &index{accrual: b.sumUp(ledger.Accrual), cash: b.sumUp(ledger.Cash)}
	}
	return b.sums
}

func (b *Books) sumUp(basis ledger.Basis) view {
	v := view{organisation: b.company.Organisation, accounts: make(map[string]*running, len(b.accounts))}
	for _, account := range b.accounts {
		v.accounts[account.ID] = &running{profit: account.OnProfitAndLoss(), retained: account.Role == RetainedEarnings}
	}
	for _, journal := range byDate(b.journals) {
		if !journal.Bases.Has(basis) {
			continue
		}
		day := dayNumber(journal.Date)
		for _, line := range journal.Lines {
			sums := v.accounts[line.AccountID]
			sums.add(day, line.NetDebit)
			if sums.profit {
				v.earnings.add(day, line.NetDebit)
			}
		}
	}
	return v
}

// add books an amount on a day that is not before the last one added.
func (r *running) add(day int32, amount ledger.Amount) {
	last := len(r.days) - 1
	switch {
	case last < 0:
		r.days, r.sums = append(r.days, day), append(r.sums, amount)
	case r.days[last] == day:
		r.sums[last] = r.sums[last].Add(amount)
	default:
		r.days, r.sums = append(r.days, day), append(r.sums, r.sums[last].Add(amount))
	}
}

func byDate(journals []Journal) []Journal {
	sorted := slices.Clone(journals)
	slices.SortStableFunc(sorted, func(a, b Journal) int {
		return int(dayNumber(a.Date)) - int(dayNumber(b.Date))
	})
	return sorted
}

// dayNumber counts days, so that dates compare as numbers.
func dayNumber(d ledger.Date) int32 {
	return int32(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
