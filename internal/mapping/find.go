package mapping

import (
	"fmt"
	"strings"
)

// UnknownAccountError says that no account has a code, name or id.
type UnknownAccountError struct{ Wanted string }

// Error names what was looked for.
func (e *UnknownAccountError) Error() string {
	return fmt.Sprintf("no account has the code, name or id %q", e.Wanted)
}

// AmbiguousAccountError says that several accounts have a code or a name.
type AmbiguousAccountError struct {
	Wanted     string
	Candidates []Account
}

// Error names what was looked for.
func (e *AmbiguousAccountError) Error() string {
	return fmt.Sprintf("%d accounts have the code or name %q", len(e.Candidates), e.Wanted)
}

// Find returns the one account with an id, or else with a code or a name, in any
// case. It is an *UnknownAccountError or an *AmbiguousAccountError if there is no
// such account, or more than one.
func Find(accounts []Account, wanted string) (Account, error) {
	var byID, byName []Account
	for _, a := range accounts {
		switch {
		case a.Account.ID == wanted:
			byID = append(byID, a)
		case a.Account.Code == wanted, strings.EqualFold(a.Account.Name, wanted), strings.EqualFold(a.Account.FullName, wanted):
			byName = append(byName, a)
		}
	}
	candidates := byID
	if len(byID) == 0 {
		candidates = byName
	}
	switch len(candidates) {
	case 0:
		return Account{}, &UnknownAccountError{wanted}
	case 1:
		return candidates[0], nil
	}
	return Account{}, &AmbiguousAccountError{wanted, candidates}
}
