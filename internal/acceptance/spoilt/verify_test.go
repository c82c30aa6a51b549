package spoilt

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// verify is a value of --verify.
type verify string

// levels returns the values there are, from the weakest to the strongest.
func levels() []verify { return []verify{"last"} }

// of returns the request with its figures proved at this level.
func (v verify) of(request ledger.Request) ledger.Request { return request }
