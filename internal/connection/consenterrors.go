package connection

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/oauthflow"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// ConsentRefusedError says that the provider answered a consent with an error.
type ConsentRefusedError struct {
	Profile provider.Profile
	Err     *oauthflow.RefusedError
}

// Error says what the provider's code means (RFC 6749 §4.1.2.1) and repeats its
// words.
func (e *ConsentRefusedError) Error() string {
	name, said := e.Profile.Provider.Title(), sanitize.Redact(e.Err.Error())
	switch e.Err.Code {
	case "access_denied":
		return "permission was not given at " + name + " (" + said + ")"
	case "invalid_scope":
		return name + " does not let your app ask for a permission it needs (" + said + ")"
	}
	return name + " answered " + said
}

// Unwrap returns the provider's answer.
func (e *ConsentRefusedError) Unwrap() error { return e.Err }

// ExchangeError says that a consent was not redeemed for tokens. It is used up.
type ExchangeError struct{ Err error }

// Error gives the reason.
func (e *ExchangeError) Error() string { return e.Err.Error() }

// Unwrap returns the reason, a *ledger.Error.
func (e *ExchangeError) Unwrap() error { return e.Err }

// ScopesError says that a consent lacks scopes.
type ScopesError struct{ Missing []string }

// Error lists what is missing.
func (e *ScopesError) Error() string {
	return "these permissions were not granted: " + strings.Join(e.Missing, ", ")
}

// NoOrganisationError says that a consent gives access to no organisation.
type NoOrganisationError struct{ Provider ledger.Provider }

// Error says so.
func (e *NoOrganisationError) Error() string { return "no organisation was connected" }

// ChoiceError says that it has to be chosen which of several organisations is
// meant.
type ChoiceError struct {
	Provider ledger.Provider
	Asked    string // the name that several have; empty where none was given
	Among    []provider.Organisation
}

// Error says why it cannot be known.
func (e *ChoiceError) Error() string {
	if e.Asked != "" {
		return fmt.Sprintf("several organisations are named %q", e.Asked)
	}
	return e.Provider.Title() + " does not say which organisation is meant"
}

// NotGrantedError says that a consent gives access to other organisations than
// the one asked for.
type NotGrantedError struct {
	Asked   string // name or id
	Granted []provider.Organisation
}

// Error names what was asked for.
func (e *NotGrantedError) Error() string { return fmt.Sprintf("%q was not granted", e.Asked) }

// WrongOrganisationError says that a new consent for a connection is for other
// organisations than its own.
type WrongOrganisationError struct {
	Connection model.Connection
	Granted    []provider.Organisation
}

// Error names both.
func (e *WrongOrganisationError) Error() string {
	return fmt.Sprintf("it reads %s, but permission was given for %s", e.Connection.Organisation.Name, list(e.Granted))
}

// OtherEnvironmentError says that an organisation is in another environment than
// the one asked for.
type OtherEnvironmentError struct{ Environment, Wanted provider.Environment }

// Error names both environments.
func (e *OtherEnvironmentError) Error() string {
	return fmt.Sprintf("the company that was picked lives in %s, not in %s", e.Environment, e.Wanted)
}

// list names organisations in one line, the first few of them.
func list(organisations []provider.Organisation) string {
	const few = 3
	var names []string
	for i, organisation := range organisations {
		if i == few {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(organisations)-few)
		}
		names = append(names, organisation.Label())
	}
	return strings.Join(names, ", ")
}
