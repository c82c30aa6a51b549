// Package simulator is one server that is Xero under /xero and QuickBooks Online
// under /quickbooks, for tests, demonstrations and developers without an account.
// Paths, parameters, headers and bodies are the providers' own, as far as they
// are documented or were observed; where they are guessed, a comment says so.
// The figures come from double-entry books (package books), which are also what
// a test compares its results with.
//
// # Use
//
//	server, err := simulator.New(simulator.Options{AutoConsent: oauth.AutoConsent{Approve: true}})
//	web := httptest.NewServer(server)
//	… base addresses web.URL+"/xero" and web.URL+"/quickbooks" …
//
// Any client id is accepted, with the secret it first proves itself with, unless
// Options.OnlyApps. Answers go to http://localhost:PORT/callback/xero and
// …/callback/quickbooks. Consent pages wait for a person; AutoConsent lets them answer
// themselves, as do the query parameters simulate=allow|deny|ask, org=ID|NAME
// and user=ID|NAME|EMAIL of one request.
//
// # What behaves like the real thing
//
//   - Xero: S256 PKCE for apps without a secret, Basic or body secrets for others,
//     exact redirect URIs, granular scopes (a wrong one is an error page, never a
//     callback), codes of five minutes, access tokens of 30, refresh tokens that
//     rotate on each use with 30 minutes of grace and die after 60 idle days,
//     connections with authEventId (kept by an organisation that is connected
//     again), revocation that takes every connection along, tenant and scope
//     checks, 5 calls at once, 60 a minute, 5,000 a day.
//   - QuickBooks: Basic secret, no PKCE, realmId on the callback, access tokens of
//     an hour, refresh values that change after a day and then kill the one
//     before, 100 rolling days and 5 years in all, faults in both of Intuit's
//     spellings, intuit_tid everywhere, 10 calls a second, 500 a minute, 500,000
//     a month.
//
// # What is a guess
//
// A second consent ends the refresh token of the first (Options.KeepOlderSignIns
// for the opposite). Both successors of a Xero refresh token used twice within
// the grace live on. Refused calls do not count towards limits. The order of
// Xero's checks of token, tenant, scope and role; the words of Xero's page for an
// unknown client; PKCE errors on the callback. At QuickBooks the JSON form of the
// throttling fault, a disconnected company's invalid_grant, and every report with
// period columns (package quickbooksapi).
//
// # Control calls
//
// Every method of Server has its call under /control/, with JSON in and out, for
// scripts on the same machine; the page at / lists them. Organisations are named
// by id or name, accounts by id, code or name; durations are written like 90s.
//
//	GET    /control/clock                        {"now"}
//	POST   /control/clock         {"advance":"24h"}
//	POST   /control/latency       {"latency":"150ms"}
//	POST   /control/consent       {"approve":true,"deny":false,"organisation":"","person":""}
//	POST   /control/apps          {"provider":"xero","client_id":"","client_secret":"","redirect_uris":[],"legacy":false,"production":false,"starter_tier":false}
//	POST   /control/expire                       end all access tokens
//	POST   /control/revoke        {"provider":"xero"}
//	POST   /control/disconnect    {"organisation":""}
//	POST   /control/reports       {"organisation":"","denied":true}
//	GET    /control/faults
//	POST   /control/faults        {"match":"/xero/connect/token","kind":"lost","count":1,…}, see faults.Fault
//	DELETE /control/faults
//	POST   /control/style         see quickbooksapi.Style
//	POST   /control/journal       {"organisation":"","date":"2026-03-31","basis":"","lines":[{"account":"200","net_debit":"-10.00"},…]}
//	POST   /control/account       {"organisation":"","account":"200","name":"","code":"","archived":true}
//	POST   /control/accounts      {"organisation":"","account":{…}}, see books.Account
//	GET    /control/accounts      ?organisation=
//	GET    /control/balance       ?organisation=&account=&basis=&from=&to=   {"movement","balance"} as net debits
//	POST   /control/lock          {"organisation":"","through":"2026-06-30"}
//	GET    /control/organisations                with the number of calls let in
//	GET    /control/requests                     the log; DELETE empties it
//	GET    /control/tokens                       every secret handed out
package simulator
