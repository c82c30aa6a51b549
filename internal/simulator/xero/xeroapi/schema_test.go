package xeroapi

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/recordings"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/internal/simulator/books/bookstest"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// schema is as much of a schema of Xero's OpenAPI file as these answers need.
type schema struct {
	kind       string
	ref        string
	enum       []string
	items      *schema
	properties map[string]*schema
}

// schemas reads the components of the OpenAPI file by its indentation, which is
// regular: names at 4 spaces, properties at 8, what is said of them at 10.
func schemas(t *testing.T) map[string]*schema {
	t.Helper()
	_, text, found := bytes.Cut(recordings.Read(t, "xero/openapi/xero_accounting.yaml"), []byte("\n  schemas:\n"))
	if !found {
		t.Fatal("the OpenAPI file has no schemas")
	}
	all := map[string]*schema{}
	var component, current *schema
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		line := lines.Text()
		word := strings.TrimSpace(line)
		name, value, _ := strings.Cut(word, ":")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch indent := len(line) - len(strings.TrimLeft(line, " ")); {
		case indent == 4:
			component = &schema{properties: map[string]*schema{}}
			all[name], current = component, component
		case indent == 8 && !strings.HasPrefix(word, "- "):
			current = &schema{}
			component.properties[name] = current
		case strings.HasPrefix(word, "- "):
			current.enum = append(current.enum, strings.Trim(word[2:], `"`))
		case name == "type" && (indent == 6 || indent == 10):
			current.kind = value
		case name == "$ref" && indent == 10:
			current.ref = value[strings.LastIndex(value, "/")+1:]
		case name == "items" && indent == 10:
			current.items = &schema{}
		case current != nil && current.items != nil && indent == 12 && name == "$ref":
			current.items.ref = value[strings.LastIndex(value, "/")+1:]
		case current != nil && current.items != nil && indent == 12 && name == "type":
			current.items.kind = value
		}
	}
	return all
}

// check says where a value breaks the schema, "" where it does not.
func check(all map[string]*schema, s *schema, value any, at string) string {
	if s.ref != "" {
		return check(all, all[s.ref], value, at)
	}
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			property := s.properties[name]
			if property == nil {
				return fmt.Sprintf("%s.%s is in no schema", at, name)
			}
			if problem := check(all, property, member, at+"."+name); problem != "" {
				return problem
			}
		}
	case []any:
		if s.items == nil {
			return at + " is no list"
		}
		for i, member := range value {
			if problem := check(all, s.items, member, fmt.Sprintf("%s[%d]", at, i)); problem != "" {
				return problem
			}
		}
	case string:
		if s.kind != "string" || (len(s.enum) > 0 && !slices.Contains(s.enum, value)) {
			return fmt.Sprintf("%s: %q is not a %s of %q", at, value, s.kind, s.enum)
		}
	case bool:
		if s.kind != "boolean" {
			return at + " is no boolean"
		}
	case float64:
		if s.kind != "integer" {
			return at + " is no number"
		}
	}
	return ""
}

func TestAnswersKeepToXerosSchemas(t *testing.T) {
	all := schemas(t)
	// Keys that answers have beside what the file says of them.
	for _, wrapper := range []string{"Organisations", "Accounts", "ReportWithRows"} {
		for _, key := range []string{"Id", "Status", "ProviderName", "DateTimeUTC"} {
			all[wrapper].properties[key] = &schema{kind: "string"}
		}
	}
	var subjects []*books.Books
	for _, name := range books.Companies() {
		if b := believable(t, name); b.Organisation().Provider == ledger.Xero {
			subjects = append(subjects, b)
		}
	}
	for seed := range uint64(20) {
		b, err := bookstest.Random(seed, bookstest.RandomOptions{Provider: ledger.Xero})
		if err != nil {
			t.Fatal(err)
		}
		subjects = append(subjects, b)
	}
	for _, b := range subjects {
		for path, wrapper := range map[string]string{
			"/Organisation": "Organisations", "/Accounts": "Accounts", "/Reports/ProfitAndLoss": "ReportWithRows",
			"/Reports/BalanceSheet?periods=3&timeframe=MONTH": "ReportWithRows", "/Reports/TrialBalance": "ReportWithRows",
		} {
			_, body := ask(b, path)
			var answer any
			if err := json.Unmarshal(body, &answer); err != nil {
				t.Fatal(err)
			}
			if problem := check(all, all[wrapper], answer, wrapper); problem != "" {
				t.Errorf("%s, %s: %s", b.Organisation().Name, path, problem)
			}
		}
	}
	if check(all, all["Accounts"], map[string]any{"Accounts": []any{map[string]any{"Type": "CHEESE"}}}, "") == "" {
		t.Error("the check lets everything through")
	}
}
