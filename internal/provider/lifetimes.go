package provider

import (
	"encoding/json"
	"strconv"
	"time"
)

// Lifetimes say how long what a token answer holds can be used.
type Lifetimes struct {
	Access  time.Duration
	Refresh time.Duration // if it is not used before
	Hard    time.Duration // however often it is used; 0 not known
}

// longest is beyond any lifetime a provider grants; more is a mistake.
const longest = 20 * 365 * 24 * time.Hour

// Lifetimes reads a token answer. field gives its members by name as JSON
// decodes them; numbers may be written as strings. What is missing or makes no
// sense is replaced by what the provider documents.
func (p Profile) Lifetimes(field func(name string) any) Lifetimes {
	lives := Lifetimes{Access: p.AccessLife, Refresh: p.RefreshLife}
	if access, ok := lifetime(field("expires_in")); ok {
		lives.Access = access
	}
	if refresh, ok := lifetime(field(p.RefreshLifeField)); ok {
		lives.Refresh = refresh
	}
	if hard, ok := lifetime(field(p.HardLifeField)); ok {
		lives.Hard = hard
	}
	return lives
}

// lifetime reads whole seconds, as a number or as text.
func lifetime(value any) (time.Duration, bool) {
	var seconds int64
	switch value := value.(type) {
	case int64:
		seconds = value
	case float64: // what encoding/json makes of a number
		seconds = int64(min(max(value, 0), longest.Seconds()+1))
	case json.Number:
		return lifetime(value.String())
	case string:
		parsed, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return 0, false
		}
		seconds = parsed
	}
	if seconds <= 0 || seconds > int64(longest.Seconds()) {
		return 0, false
	}
	return time.Duration(seconds) * time.Second, true
}
