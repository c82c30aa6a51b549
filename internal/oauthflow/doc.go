// Package oauthflow is the browser round trip of an OAuth 2.0 authorisation code
// grant for a program on somebody's own machine: a listener on the loopback
// addresses, or an address pasted by hand, whichever comes first. It knows no
// provider and no store.
package oauthflow
