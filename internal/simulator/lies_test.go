package simulator_test

import (
	"github.com/ledgerlink/ledgerlink/internal/simulator/xeroapi"
)

// blockingLies tell when an organisation is being answered, and wait.
func blockingLies(inside chan<- struct{}, hold <-chan struct{}) *xeroapi.Lies {
	return &xeroapi.Lies{Organisation: func(*xeroapi.Organisation) {
		select {
		case inside <- struct{}{}:
		default:
		}
		<-hold
	}}
}
