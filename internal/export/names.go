package export

// seriesNames names every line "Name (code)", or "Name" without a code, with the
// entity before it where the model has several and the account id behind it
// where two would be the same.
func (a Actuals) seriesNames() []string {
	names := make([]string, len(a.Lines))
	for i := range a.Lines {
		names[i] = a.seriesName(&a.Lines[i])
	}
	// The id is enough but for two rarities: an account that is called what
	// another becomes by its id, and one that moved to the other statement and
	// has amounts on both.
	for _, suffix := range []func(*ActualsLine) string{accountID, accountID, statement} {
		for i, same := range repeated(names) {
			if same {
				names[i] += " [" + suffix(&a.Lines[i]) + "]"
			}
		}
	}
	return names
}

func accountID(l *ActualsLine) string { return l.Account.ID }

func statement(l *ActualsLine) string { return l.Statement.Title() }

// repeated says of every name whether another one is the same.
func repeated(names []string) []bool {
	count := make(map[string]int, len(names))
	for _, name := range names {
		count[name]++
	}
	same := make([]bool, len(names))
	for i, name := range names {
		same[i] = count[name] > 1
	}
	return same
}

func (a Actuals) seriesName(l *ActualsLine) string {
	name := l.Account.Name
	if l.Account.Code != "" {
		name += " (" + l.Account.Code + ")"
	}
	if a.Several {
		name = l.Source.Entity + ": " + name
	}
	return name
}
