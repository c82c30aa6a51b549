package quickbooksapi

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"time"
)

// errorItem is one error of a fault. Which case its keys have depends on who
// answers: the gateway writes them small, the service behind it large.
type errorItem struct {
	Message string `json:"Message"`
	Detail  string `json:"Detail,omitempty"`
	Code    string `json:"code"`
	Element string `json:"element,omitempty"`
}

type faultBody struct {
	Error []errorItem `json:"Error"`
	Type  string      `json:"type"`
}

type faultAnswer struct {
	Fault faultBody `json:"Fault"`
	Time  string    `json:"time"`
}

// problem is a request the service itself refuses.
type problem struct {
	status int
	kind   string // ValidationFault
	errorItem
}

func invalid(code, message, detail string) *problem {
	return &problem{http.StatusBadRequest, "ValidationFault", errorItem{Message: message, Detail: detail, Code: code}}
}

// write answers with the fault as the service writes it.
func (p *problem) write(w http.ResponseWriter, r *http.Request, now time.Time) {
	if !wantsJSON(r) {
		writeXMLFault(w, p.status, p.kind, p.errorItem, now)
		return
	}
	writeJSON(w, p.status, faultAnswer{faultBody{[]errorItem{p.errorItem}, p.kind}, stamp(now)})
}

// gatewayAnswer is the envelope of the gateway, with every key it has (observed).
type gatewayAnswer struct {
	Warnings              *string      `json:"warnings"`
	IntuitObject          *string      `json:"intuitObject"`
	Fault                 gatewayFault `json:"fault"`
	Report                *string      `json:"report"`
	QueryResponse         *string      `json:"queryResponse"`
	BatchItemResponse     []string     `json:"batchItemResponse"`
	AttachableResponse    []string     `json:"attachableResponse"`
	SyncErrorResponse     *string      `json:"syncErrorResponse"`
	RequestID             *string      `json:"requestId"`
	Time                  int64        `json:"time"`
	Status                *string      `json:"status"`
	ChangeDataCapturePart []string     `json:"cdcresponse"`
}

type gatewayFault struct {
	Error []gatewayError `json:"error"`
	Type  string         `json:"type"`
}

type gatewayError struct {
	Message string  `json:"message"`
	Detail  *string `json:"detail"`
	Code    string  `json:"code"`
	Element *string `json:"element"`
}

// Gateway is a refusal by Intuit's gateway, in front of the Accounting API.
type Gateway struct {
	Status  int
	Type    string // AUTHENTICATION or SERVICE
	Code    string // "3200"
	Message string // "message=AuthenticationFailed; errorCode=003200; statusCode=401"
	Detail  string // may repeat the access token
}

// Unauthorised is the gateway's answer to an access token it does not take. It
// repeats the token (observed for an expired one; that all others are told the
// same is a guess).
func Unauthorised(token string) Gateway {
	return Gateway{
		http.StatusUnauthorized, "AUTHENTICATION", "3200",
		"message=AuthenticationFailed; errorCode=003200; statusCode=401", "Token expired: " + token,
	}
}

// Forbidden is the gateway's answer to a token of another company or of another
// environment, and where the company has disconnected the app.
func Forbidden() Gateway {
	return Gateway{
		http.StatusForbidden, "SERVICE", "3100",
		"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403", "",
	}
}

// Throttled is the gateway's answer to too many calls. It was observed as XML
// only; its JSON form is a guess, and that there is no Retry-After as well.
func Throttled() Gateway {
	return Gateway{
		http.StatusTooManyRequests, "SERVICE", "3001",
		"message=ThrottleExceeded; errorCode=003001; statusCode=429", "The request limit was reached.  Try again later",
	}
}

// Write answers the request with the refusal.
func (g Gateway) Write(w http.ResponseWriter, r *http.Request, now time.Time) {
	if g.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="Intuit", error="invalid_token"`)
	}
	if !wantsJSON(r) {
		writeXMLFault(w, g.Status, g.Type, errorItem{Message: g.Message, Detail: g.Detail, Code: g.Code}, now)
		return
	}
	item := gatewayError{Message: g.Message, Code: g.Code}
	if g.Detail != "" {
		item.Detail = &g.Detail
	}
	writeJSON(w, g.Status, gatewayAnswer{
		Fault:             gatewayFault{[]gatewayError{item}, g.Type},
		BatchItemResponse: []string{}, AttachableResponse: []string{}, ChangeDataCapturePart: []string{},
		Time: now.UnixMilli(),
	})
}

// NoRealm answers a path without a company: a web page, whatever was accepted.
func NoRealm(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html;charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write([]byte("<!doctype html><html lang=\"en\"><head><title>HTTP Status 404 – Not Found</title></head>" +
		"<body><h1>HTTP Status 404 – Not Found</h1></body></html>"))
}

type xmlFault struct {
	XMLName xml.Name `xml:"http://schema.intuit.com/finance/v3 IntuitResponse"`
	Time    string   `xml:"time,attr"`
	Fault   struct {
		Type  string `xml:"type,attr"`
		Error struct {
			Code    string `xml:"code,attr"`
			Element string `xml:"element,attr,omitempty"`
			Message string
			Detail  string `xml:",omitempty"`
		}
	}
}

func writeXMLFault(w http.ResponseWriter, status int, kind string, item errorItem, now time.Time) {
	answer := xmlFault{Time: stamp(now)}
	answer.Fault.Type = kind
	e := &answer.Fault.Error
	e.Code, e.Element, e.Message, e.Detail = item.Code, item.Element, item.Message, item.Detail
	writeXML(w, status, answer)
}

func writeXML(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(xml.Header))
	_ = xml.NewEncoder(w).Encode(body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body)
}

// wantsJSON: XML is what QuickBooks answers by default.
func wantsJSON(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "json") }

// stamp is how the service writes times: Pacific time with milliseconds. The
// simulator's Pacific time knows no summer.
func stamp(t time.Time) string { return t.In(pacific).Format("2006-01-02T15:04:05.000-07:00") }

var pacific = time.FixedZone("PST", -8*3600)
