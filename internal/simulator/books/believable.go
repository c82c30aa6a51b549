package books

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// ErrNoCompany is wrapped where there is no believable company of a name.
var ErrNoCompany = errors.New("there is no such company")

// Companies are the names of the believable companies, Xero's first.
func Companies() []string {
	names := make([]string, len(believable))
	for i, story := range believable {
		names[i] = story.company.Name
	}
	return names
}

// Believable opens the books of the named company with four years of history
// up to and including today. The same name and day give the same books; another
// day gives the same past.
func Believable(name string, today ledger.Date) (*Books, error) {
	i := slices.IndexFunc(believable, func(s story) bool { return s.company.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrNoCompany, name)
	}
	return believable[i].write(today)
}
