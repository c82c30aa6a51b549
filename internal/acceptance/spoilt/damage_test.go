package spoilt

import (
	"bytes"
	"math/rand/v2"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// damage is one way in which an answer can be wrong.
type damage struct {
	class    string          // of damages, as the table shows them
	name     string          // what is done
	provider ledger.Provider // whose answers have what it damages; empty: both
	on       []kind          // answers it is done to
	// spoil returns the answer damaged, or nil where it has nothing to damage.
	spoil func(*spoiler) []byte
}

// spoiler damages one answer of a subject.
type spoiler struct {
	*subject
	random  *rand.Rand
	asked   []string // addresses of all answers of the import
	kind    kind
	address string // path and query
	body    []byte // the true answer
}

// damages returns all there are.
func damages() []damage {
	return slices.Concat(
		figureDamages(), columnDamages(), rowDamages(), idDamages(), sectionDamages(), headerDamages(),
		wholeDamages(), chartDamages(), organisationDamages(), bodyDamages(),
	)
}

// inReport is a damage to the rows, the columns or the header of a report. do
// reports whether there was something to damage.
func inReport(class, name string, on []kind, do func(*spoiler, *report) bool) damage {
	return damage{class: class, name: name, on: on, spoil: func(s *spoiler) []byte {
		r := parse(s.provider(), s.body)
		before := r.print()
		if !do(s, r) {
			return nil
		}
		after := r.print()
		if bytes.Equal(before, after) {
			return nil
		}
		return after
	}}
}

// of limits a damage to one ledger.
func (d damage) of(provider ledger.Provider) damage {
	d.provider = provider
	return d
}

// chance reports true once in n times.
func (s *spoiler) chance(n int) bool { return s.random.IntN(n) == 0 }

// pick returns one of a list; ok is false where it is empty.
func pick[T any](s *spoiler, list []T) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[s.random.IntN(len(list))], true
}

// pickTwo returns two different ones of a list.
func pickTwo[T any](s *spoiler, list []T) (first, second T, ok bool) {
	if len(list) < 2 {
		return first, second, false
	}
	i := s.random.IntN(len(list))
	j := (i + 1 + s.random.IntN(len(list)-1)) % len(list)
	return list[i], list[j], true
}

// where returns the elements that pass.
func where[T any](list []T, keep func(T) bool) []T {
	var kept []T
	for _, one := range list {
		if keep(one) {
			kept = append(kept, one)
		}
	}
	return kept
}

// otherAccount returns an account of the books with another id.
func (s *spoiler) otherAccount(id string) ledger.Account {
	for {
		all := s.books.Accounts()
		if account := all[s.random.IntN(len(all))]; account.ID != id {
			return account.Account
		}
	}
}

// nobody returns an id that no account has, in the ledger's form.
func (s *spoiler) nobody() string {
	if s.provider() == ledger.Xero {
		return "0a1b2c3d-0000-4000-8000-00000000000f"
	}
	return "98765"
}
