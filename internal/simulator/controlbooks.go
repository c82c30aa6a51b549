package simulator

import (
	"fmt"
	"net/http"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/control"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// controlBooks adds the calls that look into the books and change them.
func (s *Server) controlBooks(mux *http.ServeMux) {
	mux.HandleFunc("GET /control/accounts", func(w http.ResponseWriter, r *http.Request) {
		book, ok := s.Books(r.URL.Query().Get("organisation"))
		if !ok {
			control.Error(w, http.StatusNotFound, "there is no such organisation")
			return
		}
		control.Answer(w, http.StatusOK, book.Accounts())
	})
	mux.HandleFunc("GET /control/balance", s.balance)
	mux.HandleFunc("POST /control/journal", control.Post(s.postJournal))
	mux.HandleFunc("POST /control/account", control.Post(s.editAccount))
	mux.HandleFunc("POST /control/accounts", control.Post(s.addAccount))
	mux.HandleFunc("POST /control/lock", control.Post(s.lockBooks))
}

func (s *Server) booksOf(in control.Organisation) (*books.Books, error) {
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
		book, err := s.booksOf(control.Organisation{Organisation: query.Get("organisation")})
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
		control.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	control.Answer(w, http.StatusOK, out)
}

type journalIn struct {
	control.Organisation
	Date  ledger.Date
	Basis string // accrual, cash; empty: both
	Memo  string
	Lines []struct {
		Account  string        // id, code or name
		NetDebit ledger.Amount `json:"net_debit"`
	}
}

func (s *Server) postJournal(in journalIn) (any, error) {
	book, err := s.booksOf(in.Organisation)
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
	control.Organisation
	Account  string  // id, code or name
	Name     *string // a new name
	Code     *string // a new code
	Archived *bool
}

func (s *Server) editAccount(in accountEdit) (any, error) {
	book, err := s.booksOf(in.Organisation)
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
	return control.OK(), err
}

func (s *Server) addAccount(in struct {
	control.Organisation
	Account books.Account
},
) (any, error) {
	book, err := s.booksOf(in.Organisation)
	if err != nil {
		return nil, err
	}
	return control.OK(), book.AddAccount(in.Account)
}

func (s *Server) lockBooks(in struct {
	control.Organisation
	Through ledger.Date
},
) (any, error) {
	book, err := s.booksOf(in.Organisation)
	if err != nil {
		return nil, err
	}
	book.LockThrough(in.Through)
	return control.OK(), nil
}
