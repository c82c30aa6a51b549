package xero

import (
	"cmp"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// cells is what the cells of one row said: the first is its label, the others
// are column headers in the header row and amounts in every other.
type cells struct {
	count   int
	label   string
	account string
	headers []string
	amounts []ledger.Amount
	err     error // a cell that holds no amount
}

func (p *parser) cells() (cells, error) {
	var read cells
	header := p.report.columns == nil // the header is the first row
	if header {
		read.headers = []string{}
	}
	err := p.Array(func() error {
		account := ""
		if err := p.cell(&account); err != nil {
			return err
		}
		if read.err == nil {
			read.err = read.about(account)
		}
		read.count++
		switch {
		case read.count == 1:
			read.label = string(p.shown)
		case header:
			read.headers = append(read.headers, string(p.shown))
		default:
			if read.amounts == nil {
				read.amounts = make([]ledger.Amount, 0, len(p.report.columns))
			}
			amount, err := parseAmount(p.shown)
			if err != nil {
				read.err = fmt.Errorf("the line %q: %w", sanitize.Line(read.label), err)
			}
			read.amounts = append(read.amounts, amount)
		}
		return nil
	})
	return read, err
}

// about takes the account that a cell names. All cells of a row that name one
// name the same (observed): figures of another account would count as this one's.
func (c *cells) about(account string) error {
	if account != "" && c.account != "" && account != c.account {
		return &ledger.MismatchError{
			Kind: ledger.MismatchChart, Check: "a row is about one account", Account: sanitize.Line(c.label),
			Ours: sanitize.Line(c.account), Ledgers: sanitize.Line(account),
		}
	}
	c.account = cmp.Or(c.account, account)
	return nil
}

// cell reads one cell: its value into p.shown, and the account that it names.
func (p *parser) cell(account *string) error {
	p.shown = p.shown[:0]
	return p.object(func(key string) (err error) {
		switch {
		case key == "Value":
			value, err := p.Text()
			p.shown = append(p.shown, value...)
			return err
		case key == "Attributes":
			*account, err = p.accountAttribute()
			return err
		}
		return p.Skip()
	})
}

// accountAttribute is the value of the attribute "account", empty without one.
func (p *parser) accountAttribute() (string, error) {
	account := ""
	err := p.Array(func() error {
		var id, value string
		err := p.object(func(key string) (err error) {
			switch key {
			case "Id":
				id, err = p.text()
			case "Value":
				value, err = p.text()
			default:
				err = p.Skip()
			}
			return err
		})
		if id == "account" {
			account = value
		}
		return err
	})
	return account, err
}

// parseAmount reads a plain decimal; an empty cell is nothing.
func parseAmount(value []byte) (ledger.Amount, error) {
	switch string(value) {
	case "", "0.00":
		return ledger.Amount{}, nil
	}
	return ledger.ParseAmount(string(value))
}
