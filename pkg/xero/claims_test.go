package xero

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
)

func token(claims string) string {
	return "eyJhbGciOiJub25lIn0." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

func TestAccessClaims(t *testing.T) {
	want := Claims{AuthenticationEventID: "ev", XeroUserID: "user", ClientID: "app", Scopes: []string{"a", "b"}, ExpiresAt: time.Unix(1800, 0).UTC()}
	for _, scope := range []string{`["a","b"]`, `"a b"`} {
		got, err := AccessClaims(token(`{"authentication_event_id":"ev","xero_userid":"user","client_id":"app","scope":` + scope + `,"exp":1800,"aud":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	for _, bad := range []string{"", "a.b", "a.b.c.d", "a.!secret!.c", token("secret"), token(`{"scope":7}`), token(`{"exp":"secret"}`)} {
		_, err := AccessClaims(bad)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestReadsRecordedConnections(t *testing.T) {
	var cassette []struct {
		Response struct{ Body json.RawMessage } `json:"response"`
	}
	if err := json.Unmarshal(recordings.Read(t, "xero/xero-python-cassettes/test_get_connections.json"), &cassette); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		body []byte
		want int
	}{
		"example":  {recordings.Read(t, "xero/openapi-examples/connections.json"), 1},
		"stub":     {recordings.Read(t, "xero/xeroizer-stubs/connections.json"), 2},
		"cassette": {cassette[0].Response.Body, 1},
	} {
		list, err := readConnections(bytes.NewReader(test.body))
		if err != nil || len(list) != test.want {
			t.Fatal(name, list, err)
		}
		for _, connection := range list {
			if !connection.IsOrganisation() || connection.TenantID == "" || connection.CreatedAt.Year() < 2019 || connection.UpdatedAt.Before(connection.CreatedAt) {
				t.Errorf("%s: %+v", name, connection)
			}
		}
	}
	if list, err := readConnections(strings.NewReader(`[{"id":"c","authEventId":"ev","tenantId":"t","tenantType":"PRACTICE","tenantName":"P","createdDateUtc":"2026-04-24T01:02:03.1234567Z"}]`)); err != nil ||
		list[0].AuthEventID != "ev" || list[0].IsOrganisation() || list[0].CreatedAt.Hour() != 1 {
		t.Error(list, err)
	}
	if list, err := readConnections(strings.NewReader(`[{"id":"c"}]`)); err == nil {
		t.Error(list)
	}
}

func TestReadsRecordedOrganisationsAndAccounts(t *testing.T) {
	for _, name := range []string{"test_get_organisations", "test_call_api_get_organisations"} {
		var cassette []struct {
			Response struct{ Body json.RawMessage } `json:"response"`
		}
		if err := json.Unmarshal(recordings.Read(t, "xero/xero-python-cassettes/"+name+".json"), &cassette); err != nil {
			t.Fatal(err)
		}
		got, err := readOrganisation(bytes.NewReader(cassette[0].Response.Body))
		if err != nil || got.ID != tenant || !got.Demo || got.Currency != "NZD" || got.LockedThrough.String() != "2009-09-30" {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	for name, want := range map[string]int{"accounts": 2, "account-single": 1} {
		body := recordings.Read(t, "xero/openapi-examples/"+name+".json")
		accounts, err := readAccounts(bytes.NewReader(body))
		if err != nil || len(accounts) != want {
			t.Fatal(name, accounts, err)
		}
		for _, account := range accounts {
			if account.Class == "" || account.Status != "ACTIVE" || account.ID == "" {
				t.Errorf("%s: %+v", name, account)
			}
		}
	}
	for _, bad := range []string{`{}`, `{"Accounts":[{"Name":"x"}]}`, `{"Accounts":[{"AccountID":"x"},{"AccountID":"x"}]}`, `[]`} {
		if accounts, err := readAccounts(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: %v", bad, accounts)
		}
	}
	if accounts, err := readAccounts(strings.NewReader(`{"accounts":[{"accountid":"x","class":null,"Type":"currliab"}]}`)); err != nil || accounts[0].Class != "LIABILITY" {
		t.Error(accounts, err)
	}
	if got, err := readOrganisation(strings.NewReader(`{"Organisations":[{"OrganisationID":"x","PeriodLockDate":"\/Date(1767139200000+0000)\/","EndOfYearLockDate":null}]}`)); err != nil || got.LockedThrough.String() != "2025-12-31" {
		t.Error(got, err)
	}
}
