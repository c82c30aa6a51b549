package provider

import (
	"fmt"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// UnknownError says that there is no provider of that name.
type UnknownError struct {
	Provider ledger.Provider
	Known    []string
}

// Error lists the names there are.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("there is no provider %q: use %s", string(e.Provider), strings.Join(e.Known, " or "))
}

// EnvironmentError says that a provider has no such environment.
type EnvironmentError struct {
	Provider    ledger.Provider
	Environment Environment
	Known       []Environment
	Instead     string // what to use in its place; may be empty
}

// Error names the provider and the environment.
func (e *EnvironmentError) Error() string {
	return fmt.Sprintf("there is no %s at %s", e.Environment, e.Provider.Title())
}

// SimulatorError says that an address cannot be that of a simulator. It comes from
// the environment variable LEDGERLINK_SIMULATOR.
type SimulatorError struct {
	Address string
	Reason  string
}

// Error gives the reason.
func (e *SimulatorError) Error() string {
	return "LEDGERLINK_SIMULATOR cannot be used: " + e.Reason
}

// AnswerError says that an authorisation answer lacks something without which it
// cannot be used.
type AnswerError struct {
	Provider ledger.Provider
	Missing  string // the parameter, e.g. "realmId"
	Reason   string
}

// Error gives the reason.
func (e *AnswerError) Error() string { return e.Reason }
