package xeroapi

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// fataler is what *testing.T and *rapid.T have in common here.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var today = ledger.Date{Year: 2026, Month: time.November, Day: 21}

// ask gets a path of the API from the books, as JSON, and gives status and body.
func ask(b *books.Books, path string) (int, []byte) {
	request := httptest.NewRequest(http.MethodGet, Prefix+path, nil)
	request.Header.Set("Accept", "application/json")
	recorder := httptest.NewRecorder()
	server := Server{App: "ledgerlink test", Now: func() time.Time { return midnight(today) }}
	server.Serve(recorder, request, b)
	return recorder.Code, recorder.Body.Bytes()
}

func answerOf(t fataler, b *books.Books, path string) envelope {
	t.Helper()
	status, body := ask(b, path)
	var answer envelope
	if err := json.Unmarshal(body, &answer); err != nil || status != http.StatusOK {
		t.Fatalf("%s: HTTP %d, %v: %s", path, status, err, body)
	}
	return answer
}

func reportOf(t fataler, b *books.Books, path string) Report {
	t.Helper()
	return answerOf(t, b, path).Reports[0]
}

// written are the believable companies, by name, written once for all tests.
var written = sync.OnceValues(func() (map[string]*books.Books, error) {
	all, err := books.All(today)
	byName := map[string]*books.Books{}
	for _, b := range all {
		byName[b.Organisation().Name] = b
	}
	return byName, err
})

// believable is a believable company's books, the test's own to edit.
func believable(t fataler, name string) *books.Books {
	t.Helper()
	all, err := written()
	if err != nil || all[name] == nil {
		t.Fatalf("%s: %v", name, err)
	}
	return all[name].Snapshot()
}

// values are the amounts of every account row by account id.
func values(r Report) map[string][]string {
	found := map[string][]string{}
	for _, section := range r.Rows {
		for _, row := range section.Rows {
			if id := accountOf(row); id != "" {
				found[id] = texts(row)
			}
		}
	}
	return found
}

// figuresOf are the amounts of the row with the label that is no account.
func figuresOf(r Report, label string) []string {
	for _, section := range r.Rows {
		for _, row := range section.Rows {
			if accountOf(row) == "" && row.Cells[0].Value == label {
				return texts(row)
			}
		}
	}
	return nil
}

// texts are the values of a row's cells after the first.
func texts(r Row) []string {
	all := make([]string, 0, len(r.Cells))
	for _, cell := range r.Cells[1:] {
		all = append(all, cell.Value)
	}
	return all
}

// sections are the titles in order; a section without one is named by the first
// cell of its row, in brackets.
func sections(r Report) []string {
	var titles []string
	for _, section := range r.Rows[1:] {
		if *section.Title == "" {
			titles = append(titles, "("+section.Rows[0].Cells[0].Value+")")
			continue
		}
		titles = append(titles, *section.Title)
	}
	return titles
}

func accountOf(r Row) string {
	if len(r.Cells) == 0 || len(r.Cells[0].Attributes) == 0 {
		return ""
	}
	return r.Cells[0].Attributes[0].Value
}

func isEarnings(r Row) bool { return accountOf(r) == earningsID }
