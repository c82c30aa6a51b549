package provider

import (
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Set is the providers that a tool knows, in the order people are shown them.
type Set []Provider

// Lookup is the provider with a name or alias. Its error is an *UnknownError.
func (s Set) Lookup(name ledger.Provider) (Provider, error) {
	for _, p := range s {
		if p.Name() == name || slices.Contains(p.Aliases(), string(name)) {
			return p, nil
		}
	}
	return nil, &UnknownError{Provider: name, Known: s.Names()}
}

// Profile is where a provider is in an environment. simulator is the base
// address of a simulator; only the environment Simulator looks at it. Its errors
// are *UnknownError, *EnvironmentError and *SimulatorError.
func (s Set) Profile(name ledger.Provider, environment Environment, simulator string) (Profile, error) {
	p, err := s.Lookup(name)
	switch {
	case err != nil:
		return Profile{}, err
	case environment == Simulator:
		base, err := SimulatorBase(simulator)
		if err != nil {
			return Profile{}, err
		}
		return p.Profile(Production).simulated(base), nil
	case !slices.Contains(p.Environments(), environment):
		return Profile{}, &EnvironmentError{Provider: p.Name(), Environment: environment, Known: p.Environments(), Instead: p.Profile(Production).InsteadOfSandbox}
	}
	return p.Profile(environment), nil
}

// Names are the names of the providers.
func (s Set) Names() []string {
	names := make([]string, len(s))
	for i, p := range s {
		names[i] = string(p.Name())
	}
	return names
}

// With are the providers that have an environment.
func (s Set) With(environment Environment) Set {
	return slices.DeleteFunc(slices.Clone(s), func(p Provider) bool { return !slices.Contains(p.Environments(), environment) })
}

// Titles are the names of the providers as people write them, joined by word,
// e.g. "Xero or QuickBooks".
func (s Set) Titles(word string) string {
	titles := make([]string, len(s))
	for i, p := range s {
		titles[i] = p.Name().Title()
	}
	if len(titles) < 2 {
		return strings.Join(titles, "")
	}
	last := len(titles) - 1
	return strings.Join(titles[:last], ", ") + " " + word + " " + titles[last]
}

// PlannedCalls is Provider.PlannedCalls of a provider in the set, 0 for others.
func (s Set) PlannedCalls(organisation ledger.Organisation, actuals *ledger.Request) int {
	p, err := s.Lookup(organisation.Provider)
	if err != nil {
		return 0
	}
	return p.PlannedCalls(organisation, actuals)
}

// AccountTypes is Provider.AccountTypes of a provider in the set, empty for others.
func (s Set) AccountTypes(name ledger.Provider) AccountTypes {
	p, err := s.Lookup(name)
	if err != nil {
		return AccountTypes{}
	}
	return p.AccountTypes()
}
