// Package signin gets and renews the tokens of sign-ins: it redeems the code of a
// consent, hands out access tokens, refreshes them under the sign-in's lock, and
// ends connections and sign-ins at the provider. It knows no particular provider;
// see package provider.
package signin
