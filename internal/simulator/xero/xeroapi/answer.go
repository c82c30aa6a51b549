package xeroapi

import (
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// write sends JSON to those who accept it and XML to everyone else, as Xero does.
func write(w http.ResponseWriter, r *http.Request, status int, body any) {
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(body) // the client has gone: nobody is left to tell
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(status)
	_ = xml.NewEncoder(w).Encode(body)
}

// refused is an error about a parameter, in Xero's own words where observed.
type refused string

func (r refused) Error() string { return string(r) }

// refusal is the body of a 400. Number and type are as observed for a bad
// timeframe; that other parameters are refused the same way is a guess.
func refusal(err error) validation {
	var reason refused
	if !errors.As(err, &reason) {
		reason = refused("A validation exception occurred")
	}
	return validation{ErrorNumber: 10, Type: "ValidationException", Message: string(reason), Elements: []string{}}
}

// answerID is the GUID of an answer: another one for every question and moment.
func answerID(r *http.Request, now time.Time) string {
	sum := sha256.Sum256([]byte(r.URL.String() + now.String()))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
