// Package readonly asks a provider's API for things and can do nothing else: it
// sends GET requests only, bounds every answer, keeps within the provider's
// limits, retries what is worth retrying and reports every exchange.
package readonly
