package quickbooks

import (
	"bytes"
	"encoding/xml"
	"strings"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/sanitize"
)

// fault is Intuit's description of an error. It comes as JSON with names in either
// case, as XML even where JSON was asked for, or not at all, in a page of HTML.
// https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
type fault struct {
	Code    text
	Message text
	Detail  text // may echo the access token: never shown unless sanitized
	kind    string
}

// parseFault reads the first error of a fault; a body that holds none is an
// empty fault.
func parseFault(body []byte) fault {
	body = bytes.TrimSpace(body)
	var found fault
	if bytes.HasPrefix(body, []byte("<")) {
		found = parseXMLFault(body)
	} else {
		found = parseJSONFault(body)
	}
	found.Code = text(strings.TrimLeft(strings.TrimSpace(string(found.Code)), "0"))
	return found
}

func parseJSONFault(body []byte) fault {
	var answer struct {
		Fault struct {
			Error []fault
			Type  text
		}
	}
	if err := jsonread.Decode(bytes.NewReader(body), &answer); err != nil || len(answer.Fault.Error) == 0 {
		return fault{}
	}
	found := answer.Fault.Error[0]
	found.kind = string(answer.Fault.Type)
	return found
}

// parseXMLFault reads <Fault type=…><Error code=…><Message>…<Detail>….
func parseXMLFault(body []byte) fault {
	var found fault
	var element string
	decoder := xml.NewDecoder(bytes.NewReader(body))
	decoder.Strict = false
	for {
		token, err := decoder.Token()
		if err != nil {
			return found
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = strings.ToLower(token.Name.Local)
			switch element {
			case "fault":
				found.kind = attribute(token, "type")
			case "error":
				found.Code = text(attribute(token, "code"))
			}
		case xml.CharData:
			switch element {
			case "message":
				found.Message += text(token)
			case "detail":
				found.Detail += text(token)
			}
		case xml.EndElement:
			if strings.EqualFold(token.Name.Local, "error") {
				return found
			}
			element = ""
		}
	}
}

func attribute(element xml.StartElement, name string) string {
	for _, attr := range element.Attr {
		if strings.EqualFold(attr.Name.Local, name) {
			return attr.Value
		}
	}
	return ""
}

// text returns the fault's own text without secrets: neither the token that was
// sent, nor anything that looks like one.
func (f fault) text(token string) string {
	text := string(f.Message)
	if f.Detail != "" {
		text += ": " + string(f.Detail)
	}
	return sanitize.Redact(text, token)
}
