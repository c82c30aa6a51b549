package importer

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// named is how many accounts or months an error names before it counts the rest.
const named = 5

// refuse says why nothing may be written or remembered, under the flags that ask
// for it.
func (j *job) refuse() error {
	var problems []error
	for _, h := range j.holdings {
		if j.failOnRestatement {
			problems = append(problems, j.restated(h))
		}
		if actuals := j.of(model.Actuals); j.strict && actuals != nil && actuals.has(h.Entity) {
			problems = append(problems, j.unconfirmed(h, actuals.Range))
		}
	}
	return errors.Join(problems...)
}

// restated refuses changes in months that are locked, or without a lock of the
// model's own, in months the ledger itself has closed.
func (j *job) restated(h *holding) error {
	var found []string
	for i := range h.changes {
		if c := &h.changes[i]; h.closed(c.Month) {
			found = append(found, fmt.Sprintf("%s in %s was %s and is %s", label(c.AccountCode, c.AccountName), c.Month,
				c.Class.Natural(c.Old), c.Class.Natural(c.New)))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return fault.New(fault.Restated, "cannot "+j.what+" of "+h.Key.String(), "closed months changed: "+list(found),
		"Nothing was written. Import without --fail-on-restatement to keep the locked amounts and list what changed.")
}

// closed is true for the months that are not supposed to change any more.
func (h *holding) closed(month ledger.Month) bool {
	if h.lock != 0 {
		return month <= h.lock
	}
	through := h.Organisation.LockedThrough
	return !through.IsZero() && !through.Before(month.Last())
}

// unconfirmed refuses accounts with money that the analyst has not decided on.
func (j *job) unconfirmed(h *holding, months ledger.Range) error {
	var found []string
	for _, stake := range stakes(h.actualsLines(months)) {
		found = append(found, label(stake.Account.Code, stake.Account.Name))
	}
	if len(found) == 0 {
		return nil
	}
	return fault.New(fault.Unmapped, "cannot "+j.what+" of "+h.Key.String(),
		"the mapping of accounts with money is not confirmed: "+list(found),
		"See them: ledgerlink mapping show "+flags(h.Key),
		"Take the suggestions: ledgerlink mapping confirm --all "+flags(h.Key))
}

// list names the first few and counts the rest.
func list(found []string) string {
	if len(found) <= named {
		return strings.Join(found, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(found[:named], ", "), len(found)-named)
}

// label is an account as people name it.
func label(code, name string) string {
	if code == "" {
		return name
	}
	return code + " " + name
}
