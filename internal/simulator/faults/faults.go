// Package faults breaks the simulator's answers on purpose: refused, slow, cut
// off, of the wrong kind or not there at all.
package faults

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kind is a way to break an answer.
type Kind string

// The kinds. "Processed" means that the request has taken effect (a refresh
// token is rotated, say) before its answer is spoiled.
const (
	Status    Kind = "status"     // an error answer with Fault.Status, not processed
	RateLimit Kind = "rate-limit" // 429, with Retry-After where Fault.RetryAfter is set; not processed
	Timeout   Kind = "timeout"    // no answer until the client gives up; not processed
	Reset     Kind = "reset"      // the connection is reset at once; not processed
	Lost      Kind = "lost"       // processed; the connection is reset before a byte of the answer
	Truncated Kind = "truncated"  // processed; headers and half of the body, then a reset
	Unended   Kind = "unended"    // processed; headers and the whole body, then a reset instead of the end
	HTML      Kind = "html"       // a web page with status 200; not processed
	WrongType Kind = "wrong-type" // processed; the right body as text/plain
	Empty     Kind = "empty"      // status 200 without a body; not processed
	Junk      Kind = "junk"       // Fault.Bytes of random text that looks like JSON; not processed
	Slow      Kind = "slow"       // processed after Fault.Delay
	Replace   Kind = "replace"    // processed; Fault.Find replaced by Fault.With in the body
)

// Fault is a rule. It applies to requests whose path matches, Count times.
type Fault struct {
	// Match is the beginning of the path ("/xero/connect/token"), or a pattern as
	// of path.Match ("/quickbooks/v3/company/*/reports/*"). A method before it
	// ("POST /xero/connect/token") limits the rule to it.
	Match string `json:"match"`
	// Query, where not empty, has to occur in the raw query, e.g. "summarize_column_by=Month".
	Query string `json:"query,omitempty"`
	Kind  Kind   `json:"kind"`
	Skip  int    `json:"skip,omitempty"`  // let so many matching requests pass first
	Count int    `json:"count,omitempty"` // how often; 0: until cleared

	Status     int               `json:"status,omitempty"`
	RetryAfter string            `json:"retry_after,omitempty"` // as written in the header
	Body       string            `json:"body,omitempty"`        // empty: what the provider would send
	Header     map[string]string `json:"header,omitempty"`      // of Status and RateLimit, e.g. X-Rate-Limit-Problem
	Bytes      int               `json:"bytes,omitempty"`
	Delay      time.Duration     `json:"delay,omitempty"` // nanoseconds where rules are listed as JSON
	Find       string            `json:"find,omitempty"`
	With       string            `json:"with,omitempty"`
	// Rewrite replaces the body of a Replace fault; in process only.
	Rewrite func(body []byte) []byte `json:"-"`
}

// Check says what is wrong with a rule that was written by hand.
func (f Fault) Check() error {
	kinds := []Kind{
		Status, RateLimit, Timeout, Reset, Lost, Truncated, Unended, HTML, WrongType, Empty, Junk, Slow, Replace,
	}
	if f.Match == "" {
		return errors.New("a fault needs a path to match")
	}
	if !slices.Contains(kinds, f.Kind) {
		return fmt.Errorf("%q is no kind of fault; there are %q", f.Kind, kinds)
	}
	return nil
}

func (f *Fault) matches(r *http.Request) bool {
	match := f.Match
	if method, rest, ok := strings.Cut(match, " "); ok {
		if method != r.Method {
			return false
		}
		match = rest
	}
	if !strings.Contains(r.URL.RawQuery, f.Query) {
		return false
	}
	if strings.ContainsAny(match, "*?[") {
		ok, err := path.Match(match, r.URL.Path)
		return err == nil && ok
	}
	return strings.HasPrefix(r.URL.Path, match)
}

// Set holds the rules in force. The zero Set is ready to use, also by several
// goroutines.
type Set struct {
	mu    sync.Mutex
	rules []*Fault
}

// Add puts a rule in force, behind those that are.
func (s *Set) Add(fault Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = append(s.rules, &fault)
}

// Clear ends all rules.
func (s *Set) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = nil
}

// All lists the rules in force.
func (s *Set) All() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Fault, len(s.rules))
	for i, rule := range s.rules {
		list[i] = *rule
	}
	return list
}

// next is the first rule that applies to the request now, counted as used.
func (s *Set) next(r *http.Request) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, rule := range s.rules {
		if !rule.matches(r) {
			continue
		}
		if rule.Skip > 0 {
			rule.Skip--
			continue
		}
		applied := *rule
		switch rule.Count {
		case 0:
		case 1:
			s.rules = slices.Delete(s.rules, i, i+1)
		default:
			rule.Count--
		}
		return applied, true
	}
	return Fault{}, false
}
