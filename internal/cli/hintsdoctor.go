package cli

import (
	"crypto/tls"
	"errors"
	"net"

	"github.com/ledgerlink/ledgerlink/internal/doctor"
)

// doctorRules are about what the doctor finds.
func doctorRules() []rule {
	return []rule{
		on(func(e *doctor.NoAppError) advice {
			return advice{exitSignIn, hints("ledgerlink setup "+alternatives(e.Providers), "To look around first: ledgerlink demo")}
		}),
		as[*doctor.StoreProblemError](exitFailure, "ledgerlink store check lists all problems."),
		as[*doctor.PortError](exitUsage, "End the program that uses it, or sign in with --paste, which needs no port,",
			"or register another port's redirect URI with your app: ledgerlink setup … --port N"),
		as[*doctor.ProxyError](exitUsage, "Set it to one like http://proxy.example:3128, or unset it."),
		on(func(e *doctor.UnreachableError) advice { return advice{exitUnavailable, hints(networkHint(e.Err))} }),
		as[*doctor.ClockError](exitFailure, "Set the clock: with a wrong one sign-ins seem to end too early or too late."),
		on(func(e *doctor.SignInEndedError) advice {
			return advice{exitSignIn, hints("ledgerlink reconnect " + keyFlags(e.Key))}
		}),
		on(func(e *doctor.NotAskedError) advice {
			return advice{exitUnavailable, hints(e.Provider.Title() + " has to answer first.")}
		}),
	}
}

func networkHint(err error) string {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "Another server answers in its place, perhaps a proxy: have this computer trust its certificate (SSL_CERT_FILE)."
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "Check that this computer is online; behind a proxy set HTTPS_PROXY."
	}
	return "Check the network and the firewall; behind a proxy set HTTPS_PROXY. If the provider is down, try again later."
}
