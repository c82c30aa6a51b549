package spoilt

import (
	"net/url"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// wholeDamages are reports that agree with themselves and are wrong as a whole:
// those of other days, of the other basis or of other entries than the rest.
func wholeDamages() []damage {
	return []damage{
		whole("period and basis", "the other basis", false, otherBasis),
		whole("period and basis", "the other basis, under the header asked for", true, otherBasis),
		whole("period and basis", "the month before", false, monthBefore),
		whole("period and basis", "the month before, under the header asked for", true, monthBefore),
		whole("period and basis", "the year before, under the header asked for", true, yearBefore),
		inBooks("an entry missing", func(_ *spoiler, list []books.Journal, at int) []books.Journal { return slices.Delete(list, at, at+1) }),
		inBooks("an entry twice", func(_ *spoiler, list []books.Journal, at int) []books.Journal { return append(list, list[at]) }),
		inBooks("an entry times ten", func(_ *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Lines = scaled(list[at].Lines, 10)
			return list
		}),
		inBooks("an entry a month later", func(_ *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Date = (list[at].Date.MonthOf() + 1).First()
			return list
		}),
		inBooks("an entry on another account of its type", func(s *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Lines = s.postedElsewhere(list[at].Lines, sameType)
			return list
		}),
		inBooks("an entry on another account of its statement", func(s *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Lines = s.postedElsewhere(list[at].Lines, sameStatement)
			return list
		}),
		inBooks("an entry in a month on another account of its type, and back the month after", func(s *spoiler, list []books.Journal, at int) []books.Journal {
			moved := list[at]
			moved.Lines = append(s.postedElsewhere(moved.Lines, sameType), scaled(moved.Lines, -1)...)
			back := moved
			back.Date, back.Lines = (moved.Date.MonthOf() + 1).First(), scaled(moved.Lines, -1)
			return append(list, moved, back)
		}),
		inBooks("every entry times ten", func(_ *spoiler, list []books.Journal, _ int) []books.Journal {
			for i := range list {
				list[i].Lines = scaled(list[i].Lines, 10)
			}
			return list
		}),
		inBooks("every entry with the other sign", func(_ *spoiler, list []books.Journal, _ int) []books.Journal {
			for i := range list {
				list[i].Lines = scaled(list[i].Lines, -1)
			}
			return list
		}),
		inBooks("more entries in the first month", func(s *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Date = s.request.Range.From.First().AddDays(s.random.IntN(28))
			return append(list, list[at])
		}),
		inBooks("more entries before the first month", func(s *spoiler, list []books.Journal, at int) []books.Journal {
			list[at].Date = s.request.Range.From.First().AddDays(-1 - s.random.IntN(40))
			return append(list, list[at])
		}),
		{class: "entries", name: "another organisation's report", on: reports(), spoil: func(s *spoiler) []byte {
			other, err := bookstest.Random(s.random.Uint64(), bookstest.RandomOptions{Provider: s.provider()})
			if err != nil {
				return nil
			}
			return serve(other, s.style, s.address).body
		}},
	}
}

// whole is a true report that was not asked for. asked puts it under the header
// of the one that was.
func whole(class, name string, asked bool, other func(ledger.Provider, kind, url.Values)) damage {
	return damage{class: class, name: name, on: reports(), spoil: func(s *spoiler) []byte {
		address, err := url.Parse(s.address)
		if err != nil {
			panic(err)
		}
		query := address.Query()
		other(s.provider(), s.kind, query)
		address.RawQuery = query.Encode()
		return s.unlike(serve(s.books, s.style, address.String()).body, asked)
	}}
}

// unlike returns a report, under the header of the true one where it is asked
// for; nil if the two are alike.
func (s *spoiler) unlike(body []byte, asked bool) []byte {
	truth, r := parse(s.provider(), s.body), parse(s.provider(), body)
	before := string(truth.print())
	if asked {
		r = r.under(truth)
	}
	after := r.print()
	if string(after) == before {
		return nil
	}
	return after
}

// under returns the rows of the report below the header and headings of another.
func (r *report) under(other *report) *report {
	rows := where(r.rows, func(n *node) bool { return !n.isColumnHeader() })
	headings := where(other.rows, (*node).isColumnHeader)
	return &report{xero: other.xero, quickbooks: other.quickbooks, rows: append(headings, rows...)}
}

func otherBasis(provider ledger.Provider, _ kind, query url.Values) {
	if provider == ledger.QuickBooks {
		method := "Cash"
		if query.Get("accounting_method") == "Cash" {
			method = "Accrual"
		}
		query.Set("accounting_method", method)
		return
	}
	if query.Get("paymentsOnly") == "true" {
		query.Del("paymentsOnly")
	} else {
		query.Set("paymentsOnly", "true")
	}
}

func monthBefore(_ ledger.Provider, k kind, query url.Values) { before(k, query, 1) }
func yearBefore(_ ledger.Provider, k kind, query url.Values)  { before(k, query, 12) }

// before moves the days of a request back by months.
func before(_ kind, query url.Values, months ledger.Month) {
	for _, name := range []string{"date", "fromDate", "toDate", "start_date", "end_date"} {
		day, err := ledger.ParseDate(query.Get(name))
		if err != nil {
			continue
		}
		month := day.MonthOf() - months
		if day.Day > 1 {
			day = month.Last()
		} else {
			day = month.First()
		}
		query.Set(name, day.String())
	}
}

// inBooks is a report of books with other entries than those the rest of the
// answers were made from. change gets the entries and the place of one that the
// report may show.
func inBooks(name string, change func(s *spoiler, list []books.Journal, at int) []books.Journal) damage {
	return damage{class: "entries", name: name, on: reports(), spoil: func(s *spoiler) []byte {
		journals := s.books.Journals()
		var shown []int
		for i, journal := range journals {
			if month := journal.Date.MonthOf(); journal.Bases.Has(s.request.Basis) && month <= s.request.Range.To {
				shown = append(shown, i)
			}
		}
		for range 4 { // it may be one that this report does not show
			at, ok := pick(s, shown)
			if !ok {
				return nil
			}
			other, err := books.New(s.books.Company(), s.books.Accounts(), change(s, slices.Clone(journals), at))
			if err != nil {
				panic(err)
			}
			if body := s.unlike(serve(other, s.style, s.address).body, false); body != nil {
				return body
			}
		}
		return nil
	}}
}

func scaled(lines []books.Posting, n int64) []books.Posting {
	list := slices.Clone(lines)
	for i := range list {
		list[i].NetDebit = times(list[i].NetDebit, n)
	}
	return list
}

// postedElsewhere returns the lines of an entry with one of them on another
// account that is like its own, if there is one.
func (s *spoiler) postedElsewhere(lines []books.Posting, alike func(a, b books.Account) bool) []books.Posting {
	list := slices.Clone(lines)
	i := s.random.IntN(len(list))
	account, _ := s.books.Account(list[i].AccountID)
	to, ok := pick(s, where(s.books.Accounts(), func(a books.Account) bool { return alike(a, account) && a.ID != account.ID }))
	if ok {
		list[i].AccountID = to.ID
	}
	return list
}

func sameType(a, b books.Account) bool { return a.Type == b.Type }

func sameStatement(a, b books.Account) bool {
	return a.Class != "" && b.Class != "" && a.Class.Statement() == b.Class.Statement()
}
