// Package provider knows the accounting systems there are: where they are, how
// they sign people in, and which client reads them. A third one is added here.
package provider
