// Package oauth holds what the simulated identity services of all providers have
// in common: the client apps and their secrets, the people and their consent
// pages, the rule that answers these pages for a script, and a record of every
// secret handed out, so that a test can search files and logs for what must not
// be there. What tokens look like and how long they live is the provider's.
package oauth
