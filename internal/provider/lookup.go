package provider

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Lookup is the profile of a provider in an environment. simulatorBase is the
// simulator's base address, for the environment Simulator only. Its faults have
// exit code 2.
func Lookup(p ledger.Provider, env Environment, simulatorBase string) (Profile, error) {
	if env == Simulator {
		base, err := SimulatorBase(simulatorBase)
		if err != nil {
			return Profile{}, err
		}
		return lookupSimulator(p, base)
	}
	switch {
	case p == ledger.Xero && env == Production:
		return xeroProduction(), nil
	case p == ledger.Xero && env == Sandbox:
		return Profile{}, fault.New(fault.Usage, "there is no sandbox at Xero", "",
			"Connect Xero's demo company instead: leave --environment out and pick Demo Company at the consent page.")
	case p == ledger.QuickBooks && env == Production:
		return quickBooksProduction(), nil
	case p == ledger.QuickBooks && env == Sandbox:
		return quickBooksSandbox(), nil
	}
	return Profile{}, unknown(p, env)
}

func lookupSimulator(p ledger.Provider, base string) (Profile, error) {
	switch p {
	case ledger.Xero:
		return xeroSimulator(base), nil
	case ledger.QuickBooks:
		return quickBooksSimulator(base), nil
	}
	return Profile{}, unknown(p, Simulator)
}

func unknown(p ledger.Provider, env Environment) error {
	return fault.New(fault.Usage, fmt.Sprintf("there is no provider %q with an environment %q", p, env), "",
		"Providers: xero, quickbooks. Environments: production, sandbox.")
}

// SimulatorBase checks the base address of a simulator and gives it without a
// trailing slash. Only an address on this machine will do: consent and tokens
// travel to it unencrypted. Its faults have exit code 2.
func SimulatorBase(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || !slices.Contains([]string{"http", "https"}, u.Scheme):
		return "", badSimulator("it is not an address like http://127.0.0.1:8799")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return "", badSimulator("it has more to it than scheme, host and port")
	case !loopback(u.Hostname()):
		return "", badSimulator("it is not on this machine")
	}
	return u.Scheme + "://" + u.Host, nil
}

func badSimulator(why string) error {
	return fault.New(fault.Usage, "LEDGERLINK_SIMULATOR cannot be used", why,
		"Start one with `ledgerlink simulator` and set LEDGERLINK_SIMULATOR=http://127.0.0.1:PORT, or unset it.")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
