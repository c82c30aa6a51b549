package spoilt

import (
	"fmt"
	"math/rand/v2"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
)

// deepest is how many accounts QuickBooks lets stand above one.
const deepest = 4

// nest puts every other account below an earlier one of its type, if there is one.
// Drawn books have few parents, and much of QuickBooks' damage is done to them.
func nest(random *rand.Rand, accounts []books.Account) {
	depth := map[string]int{}
	for i := range accounts {
		one := &accounts[i]
		var parents []string
		for _, other := range accounts[:i] {
			if other.Type == one.Type && other.Role == books.Plain && one.Role == books.Plain && depth[other.ID] < deepest {
				parents = append(parents, other.ID)
			}
		}
		one.ParentID = ""
		if len(parents) > 0 && random.IntN(2) == 0 {
			one.ParentID = parents[random.IntN(len(parents))]
			depth[one.ID] = depth[one.ParentID] + 1
		}
	}
}

// nameApart gives accounts that have one name below one parent names of their own:
// neither ledger takes a name twice.
func nameApart(accounts []books.Account) {
	taken := map[[2]string]bool{}
	for i := range accounts {
		one := &accounts[i]
		if taken[[2]string{one.ParentID, one.Name}] {
			one.Name = fmt.Sprint(one.Name, " (", i, ")")
		}
		taken[[2]string{one.ParentID, one.Name}] = true
	}
}

// abroad gives some of the accounts with money of their own a foreign currency, so
// that the ledger's rounding of such balances is allowed for.
func abroad(random *rand.Rand, home string, accounts []books.Account) {
	for i := range accounts {
		one := &accounts[i]
		foreign := one.Role == books.Bank || one.Role == books.Card || one.Role == books.Receivable || one.Role == books.Payable
		if foreign && random.IntN(2) == 0 && home != "EUR" {
			one.Currency = "EUR"
		}
	}
}
