package signin

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

func TestAnAnswerThatIsAllThereCounts(t *testing.T) {
	reset := errors.New("connection reset by peer")
	for name, c := range map[string]struct {
		body  string
		fails error
		want  error
		kind  string
	}{
		"whole":               {`{"access_token":"a"}`, nil, nil, "application/json"},
		"broken behind it":    {`{"access_token":"a"}`, reset, nil, "application/json"},
		"broken in it":        {`{"access_token":`, reset, reset, "text/plain"},
		"a page":              {"<html>", nil, nil, "text/plain"},
		"nothing":             {"", reset, reset, "text/plain"},
		"more than JSON":      {`{"access_token":"a"}{`, nil, nil, "text/plain"},
		"text behind a break": {"busy", io.ErrUnexpectedEOF, io.ErrUnexpectedEOF, "text/plain"},
	} {
		t.Run(name, func(t *testing.T) {
			var body io.Reader = strings.NewReader(c.body)
			if c.fails != nil {
				body = io.MultiReader(body, iotest.ErrReader(c.fails))
			}
			answer := &http.Response{Header: http.Header{"Content-Type": {"text/plain"}}, Body: io.NopCloser(body)}
			readWhole(answer)
			read, err := io.ReadAll(answer.Body)
			if string(read) != c.body || !errors.Is(err, c.want) || answer.Header.Get("Content-Type") != c.kind {
				t.Errorf("%q, %v, %s", read, err, answer.Header.Get("Content-Type"))
			}
		})
	}
}

func TestForeignAnswers(t *testing.T) {
	for body, want := range map[string]bool{
		"": false, "{}": false, " \n<html>": true, "<!doctype html>": true, strings.Repeat("x", 100<<10): true,
	} {
		if got := foreign(strings.NewReader(body)); got != want {
			t.Errorf("%.20q: %t", body, got)
		}
	}
}
