package spoilt

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// levels returns the values of --verify, from the weakest to the strongest.
func levels() []ledger.Verify {
	return []ledger.Verify{ledger.VerifyLast, ledger.VerifyYears, ledger.VerifyEvery}
}
