package mapping

// Unmatched is a decided account that Copy found no one account for.
type Unmatched struct {
	Account Account
	Matches int // accounts with its code: none, or several
}

// Copy returns the decisions about the accounts of one chart for the accounts
// with the same codes in another, by account id, and the decided accounts that
// have no one counterpart there.
func Copy(from, to EntityChart) (copied map[string]Decision, unmatched []Unmatched) {
	byCode := make(map[string][]Account)
	for _, a := range Accounts(to) {
		byCode[a.Account.Code] = append(byCode[a.Account.Code], a)
	}
	copied = make(map[string]Decision)
	for _, a := range Accounts(from) {
		if a.Mapping.State != Confirmed {
			continue
		}
		matches := byCode[a.Account.Code]
		if a.Account.Code == "" {
			matches = nil
		}
		if len(matches) != 1 {
			unmatched = append(unmatched, Unmatched{a, len(matches)})
			continue
		}
		decision := a.Mapping.Decision
		if decision.Branch == from.Key.Entity {
			decision.Branch = to.Key.Entity
		}
		copied[matches[0].Account.ID] = decision
	}
	return copied, unmatched
}
