// Package signin holds no code, only tests of the whole tool: what happens to
// connections when processes race, are killed or get broken answers, and what
// must never be found where it could be read.
//
//   - Sign-in against an authorisation server nobody here wrote (the npm package
//     oidc-provider): PKCE, rotation, reuse detection, revocation, expired codes,
//     wrong redirects, slow and broken answers.
//   - Many processes on one expired connection refresh it once.
//   - Processes killed at any point around a refresh or an import leave a store
//     that opens and a connection that works, except where QuickBooks had just
//     replaced a refresh token; that is recognised and told.
//   - Every endpoint against every way of failing: no connection is lost, every
//     exit code is right and no failure leaves a file.
//   - No token, secret, code or verifier is in any file, output or argument.
//   - status warns in time, and status --check proves a connection.
//
// The tests take the tool through its command line, in this process or in others
// started from the test binary, against package simulator.
//
// LEDGERLINK_KILLS sets how many processes are killed per provider, and
// LEDGERLINK_STEPS how many random steps the search for secrets takes.
package signin
