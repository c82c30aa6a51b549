package oauthflow

import (
	"context"
	"net"
	"strconv"
)

// Listen opens a port on both loopback addresses, as a browser may take either
// for localhost, and on no other. Somebody else on either of them would get the
// code, so it is both or nothing, unless this machine has no ::1.
func Listen(ctx context.Context, port int) ([]net.Listener, error) {
	var config net.ListenConfig
	four, err := config.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	if !hasIPv6Loopback() {
		return []net.Listener{four}, nil
	}
	six, err := config.Listen(ctx, "tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
	if err != nil {
		_ = four.Close()
		return nil, err
	}
	return []net.Listener{four, six}, nil
}

// hasIPv6Loopback reports whether this machine has ::1: not if IPv6 is switched off.
func hasIPv6Loopback() bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.Equal(net.IPv6loopback) {
			return true
		}
	}
	return false
}
