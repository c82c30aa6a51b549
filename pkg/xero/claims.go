package xero

import (
	"bytes"
	"encoding/base64"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Claims is what an access token says about the consent behind it.
type Claims struct {
	AuthenticationEventID string // the consent; Connections takes it
	XeroUserID            string // the person; with ClientID the owner of the chain of tokens
	ClientID              string // the app
	Scopes                []string
	ExpiresAt             time.Time // zero where the token does not say
}

// AccessClaims reads the claims of an access token, which is a JWT. Its
// signature is not checked: take tokens from the token endpoint only. Errors
// never hold any part of the token.
func AccessClaims(accessToken string) (Claims, error) {
	parts := strings.Split(accessToken, ".")
	if len(parts) != 3 {
		return Claims{}, badToken("it is not a JSON web token")
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return Claims{}, badToken("its claims are not base64")
	}
	var wire struct {
		AuthenticationEventID string    `json:"authentication_event_id"`
		XeroUserID            string    `json:"xero_userid"`
		ClientID              string    `json:"client_id"`
		Scope                 scopeList `json:"scope"`
		Exp                   int64     `json:"exp"`
	}
	if err := jsonread.Decode(bytes.NewReader(payload), &wire); err != nil {
		return Claims{}, badToken("its claims are not the JSON that was expected")
	}
	claims := Claims{
		AuthenticationEventID: wire.AuthenticationEventID,
		XeroUserID:            wire.XeroUserID,
		ClientID:              wire.ClientID,
		Scopes:                wire.Scope,
	}
	if wire.Exp > 0 {
		claims.ExpiresAt = time.Unix(wire.Exp, 0).UTC()
	}
	return claims, nil
}

// scopeList is a list of scopes, or one text with spaces between them.
type scopeList []string

// UnmarshalJSON reads either form.
func (s *scopeList) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		var text string
		err := json.Unmarshal(data, &text)
		*s = strings.Fields(text)
		return err
	}
	var list []string
	err := json.Unmarshal(data, &list)
	*s = list
	return err
}

func badToken(message string) *ledger.Error {
	return &ledger.Error{Provider: ledger.Xero, Kind: ledger.Unexpected, Op: "read the access token", Message: message}
}
