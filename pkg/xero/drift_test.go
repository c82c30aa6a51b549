package xero

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// block is the part of a YAML text that stands indented below a key.
func block(t *testing.T, text, key string, indent int) string {
	t.Helper()
	margin := strings.Repeat(" ", indent)
	_, rest, ok := strings.Cut(text, "\n"+margin+key+":\n")
	if !ok {
		t.Fatalf("Xero's description has no %s any more", key)
	}
	if end := regexp.MustCompile(`(?m)^ {0,` + string(rune('0'+indent)) + `}\S`).FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	return rest
}

// properties are the names of a schema's properties.
func properties(t *testing.T, text, schema string) []string {
	t.Helper()
	var names []string
	for _, found := range regexp.MustCompile(`(?m)^ {8}(\w+):$`).FindAllStringSubmatch(block(t, text, schema, 4), -1) {
		names = append(names, found[1])
	}
	if len(names) == 0 {
		t.Fatalf("%s has no properties", schema)
	}
	return names
}

// keys are the JSON keys that a struct reads.
func keys(of any) []string {
	var names []string
	for field := range reflect.TypeOf(of).Fields() {
		name := field.Name
		if tag := field.Tag.Get("json"); tag != "" {
			name = tag
		}
		names = append(names, name)
	}
	return names
}

func TestWhatIsReadIsInXerosDescription(t *testing.T) {
	accounting := string(recordings.Read(t, "xero/openapi/xero_accounting.yaml"))
	identity := string(recordings.Read(t, "xero/openapi/xero-identity.yaml"))
	var reports []string
	for _, schema := range []string{"ReportWithRows", "ReportWithRow", "ReportRows", "ReportRow", "ReportCell", "ReportAttribute"} {
		reports = append(reports, properties(t, accounting, schema)...)
	}
	for name, test := range map[string]struct{ read, described []string }{
		"organisation": {keys(wireOrganisation{}), properties(t, accounting, "Organisation")},
		"account":      {keys(wireAccount{}), properties(t, accounting, "Account")},
		"connection":   {keys(wireConnection{}), properties(t, identity, "Connection")},
		"report":       {reportKeys[:], append(reports, "Status")}, // Status is observed in every answer, and not described
	} {
		for _, key := range test.read {
			if !slices.Contains(test.described, key) {
				t.Errorf("%s: %s is not described", name, key)
			}
		}
	}
}

func TestParametersAreInXerosDescription(t *testing.T) {
	text := string(recordings.Read(t, "xero/openapi/xero_accounting.yaml"))
	months := ledger.Range{From: month(t, "2025-06"), To: month(t, "2026-05")}
	for _, resource := range []resource{profitAndLossResource, balanceSheetResource, trialBalanceResource} {
		a := reportRequest{resource, months, months.To}
		if resource == trialBalanceResource {
			a = singleRequest(resource, months.To)
		}
		described := block(t, text, strings.TrimPrefix(resource.path, "/api.xro/2.0"), 2)
		for _, shared := range regexp.MustCompile(`#/components/parameters/(\w+)`).FindAllStringSubmatch(described, -1) {
			described += block(t, text, shared[1], 4)
		}
		for parameter := range a.query(ledger.Cash) {
			if !strings.Contains(described, "name: "+parameter+"\n") {
				t.Errorf("%s: no parameter %s", resource.path, parameter)
			}
		}
	}
}

func TestEveryWordOfXerosIsKnown(t *testing.T) {
	text := string(recordings.Read(t, "xero/openapi/xero_accounting.yaml"))
	for _, found := range regexp.MustCompile(`(?m)^ {8}- (\w+)$`).FindAllStringSubmatch(block(t, text, "AccountType", 4), -1) {
		if classOf[found[1]] == "" {
			t.Errorf("account type %s has no class", found[1])
		}
	}
	account := block(t, text, "Account", 4)
	for role := range roles {
		if !strings.Contains(account, "- "+role+"\n") {
			t.Errorf("no system account %s", role)
		}
	}
}
