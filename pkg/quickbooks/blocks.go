package quickbooks

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// Blocks of about 16 and 9 KiB: small enough that a small report wastes little.
const (
	amountsPerBlock = 1024
	rowsPerBlock    = 64
)

// blocks hands out rows and amounts from blocks, so that a large report does not
// cost an allocation for every row. The zero value is ready to use.
type blocks struct {
	amounts []ledger.Amount // the rest of the current block
	rows    []row           // the rest of the current block
}

// keep returns a copy of amounts in a block; nil for none.
func (b *blocks) keep(amounts []ledger.Amount) []ledger.Amount {
	n := len(amounts)
	if n == 0 {
		return nil
	}
	if len(b.amounts) < n {
		b.amounts = make([]ledger.Amount, max(n, amountsPerBlock))
	}
	kept := b.amounts[:n:n]
	copy(kept, amounts)
	b.amounts = b.amounts[n:]
	return kept
}

// newRow returns a row of a block.
func (b *blocks) newRow() *row {
	if len(b.rows) == 0 {
		b.rows = make([]row, rowsPerBlock)
	}
	r := &b.rows[0]
	b.rows = b.rows[1:]
	return r
}
