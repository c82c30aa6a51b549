package export

// seriesNames names every line "Name (code)", or "Name" without a code, with the
// entity before it where the model has several and the account id behind it
// where two would be the same.
func seriesNames(lines []line, several bool) []string {
	names := make([]string, len(lines))
	for i := range lines {
		names[i] = seriesName(&lines[i], several)
	}
	// The id is enough but for two rarities: an account that is called what
	// another becomes by its id, and one that moved to the other statement and
	// has amounts on both.
	for _, suffix := range []func(*line) string{accountID, accountID, statement} {
		for i, same := range repeated(names) {
			if same {
				names[i] += " [" + suffix(&lines[i]) + "]"
			}
		}
	}
	return names
}

func seriesName(l *line, several bool) string {
	name := l.account.Name
	if l.account.Code != "" {
		name += " (" + l.account.Code + ")"
	}
	if several {
		name = l.entity.Entity + ": " + name
	}
	return name
}

func accountID(l *line) string { return l.account.ID }

func statement(l *line) string { return l.Statement.Title() }

// repeated reports for each name whether another one is the same.
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
