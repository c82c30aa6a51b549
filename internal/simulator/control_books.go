package simulator

import (
	"fmt"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// controlBooks adds the calls that look into the books and change them.
func (s *Server) controlBooks(mux *http.ServeMux) {
	mux.HandleFunc("GET /control/accounts", func(w http.ResponseWriter, r *http.Request) {
		book, ok := s.Books(r.URL.Query().Get("organisation"))
		if !ok {
			answer(w, http.StatusNotFound, map[string]string{"error": "there is no such organisation"})
			return
		}
		answer(w, http.StatusOK, book.Accounts())
	})
	mux.HandleFunc("GET /control/balance", s.balance)
	mux.HandleFunc("POST /control/journal", take(s.postJournal))
	mux.HandleFunc("POST /control/account", take(s.editAccount))
	mux.HandleFunc("POST /control/accounts", take(s.addAccount))
	mux.HandleFunc("POST /control/lock", take(s.lockBooks))
}

func (s *Server) booksOf(in organisation) (*books.Books, error) {
	book, ok := s.Books(in.Organisation)
	if !ok {
		return nil, fmt.Errorf("there is no organisation %q", in.Organisation)
	}
	return book, nil
}

// accountID finds an account by id, else by code, else by name.
func accountID(book *books.Books, ref string) (string, error) {
	accounts := book.Accounts()
	for _, same := range []func(books.Account) bool{
		func(a books.Account) bool { return a.ID == ref },
		func(a books.Account) bool { return a.Code == ref },
		func(a books.Account) bool { return a.Name == ref || a.FullName == ref },
	} {
		for _, account := range accounts {
			if ref != "" && same(account) {
				return account.ID, nil
			}
		}
	}
	return "", fmt.Errorf("there is no account %q", ref)
}

// balance answers what the books say about one account: GET
// /control/balance?organisation=&account=&basis=&from=&to=. The movement counts
// from from to to, the balance is that at to; both are net debits.
func (s *Server) balance(w http.ResponseWriter, r *http.Request) {
	out, err := func() (any, error) {
		query := r.URL.Query()
		book, err := s.booksOf(organisation{query.Get("organisation")})
		if err != nil {
			return nil, err
		}
		id, err := accountID(book, query.Get("account"))
		if err != nil {
			return nil, err
		}
		var from, to ledger.Date
		if err := from.UnmarshalText([]byte(query.Get("from"))); err != nil {
			return nil, err
		}
		if err := to.UnmarshalText([]byte(query.Get("to"))); err != nil {
			return nil, err
		}
		basis := ledger.Accrual
		if query.Get("basis") == string(ledger.Cash) {
			basis = ledger.Cash
		}
		return map[string]ledger.Amount{
			"movement": book.Movement(basis, id, from, to), "balance": book.Balance(basis, id, to),
		}, nil
	}()
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	answer(w, http.StatusOK, out)
}

type journalIn struct {
	organisation
	Date  ledger.Date
	Basis string // accrual, cash; empty: both
	Memo  string
	Lines []struct {
		Account  string        // id, code or name
		NetDebit ledger.Amount `json:"net_debit"`
	}
}

func (s *Server) postJournal(in journalIn) (any, error) {
	book, err := s.booksOf(in.organisation)
	if err != nil {
		return nil, err
	}
	journal := books.Journal{Date: in.Date, Memo: in.Memo}
	switch in.Basis {
	case string(ledger.Accrual):
		journal.Bases = books.OnAccrual
	case string(ledger.Cash):
		journal.Bases = books.OnCash
	}
	for _, line := range in.Lines {
		id, err := accountID(book, line.Account)
		if err != nil {
			return nil, err
		}
		journal.Lines = append(journal.Lines, books.Posting{AccountID: id, NetDebit: line.NetDebit})
	}
	number, err := book.Post(journal)
	return map[string]int{"journal": number}, err
}

type accountEdit struct {
	organisation
	Account  string  // id, code or name
	Name     *string // a new name
	Code     *string // a new code
	Archived *bool
}

func (s *Server) editAccount(in accountEdit) (any, error) {
	book, err := s.booksOf(in.organisation)
	if err != nil {
		return nil, err
	}
	id, err := accountID(book, in.Account)
	if err != nil {
		return nil, err
	}
	if in.Name != nil {
		err = book.Rename(id, *in.Name)
	}
	if err == nil && in.Code != nil {
		err = book.Renumber(id, *in.Code)
	}
	if err == nil && in.Archived != nil {
		if *in.Archived {
			err = book.Archive(id)
		} else {
			err = book.Restore(id)
		}
	}
	return done, err
}

func (s *Server) addAccount(in struct {
	organisation
	Account books.Account
},
) (any, error) {
	book, err := s.booksOf(in.organisation)
	if err != nil {
		return nil, err
	}
	return done, book.AddAccount(in.Account)
}

func (s *Server) lockBooks(in struct {
	organisation
	Through ledger.Date
},
) (any, error) {
	book, err := s.booksOf(in.organisation)
	if err != nil {
		return nil, err
	}
	book.LockThrough(in.Through)
	return done, nil
}
