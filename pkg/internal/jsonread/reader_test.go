package jsonread_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
)

func TestNullIsNothing(t *testing.T) {
	t.Parallel()
	r := jsonread.New(strings.NewReader(` {"a":null, "b":null, "c":[null, 1.50, true, "x\u0041", "é"]} `))
	var texts []string
	err := r.Object(func(name []byte) error {
		switch string(name) {
		case "a":
			return r.Object(func([]byte) error { return errors.New("null has no members") })
		case "b":
			return r.Array(func() error { return errors.New("null has no elements") })
		}
		return r.Array(func() error {
			text, err := r.Text()
			texts = append(texts, string(text))
			return err
		})
	})
	if got := strings.Join(texts, "|"); err != nil || got != "|1.50|true|xA|é" || r.End() != nil {
		t.Error(got, err, r.End())
	}
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:             "the answer is empty",
		`{"a":`:        "the answer ends too early",
		`{"a" 1}`:      "it is not the JSON that was expected",
		`[1]`:          "it has [ where { belongs",
		`{"a":[1]}`:    "it has [ where text belongs",
		`{"a":"1"} {}`: "there is more behind the answer",
	} {
		r := jsonread.New(strings.NewReader(text))
		err := r.Object(func([]byte) error { _, err := r.Text(); return err })
		if err == nil {
			err = r.End()
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestDecodeTakesNamesInAnyCase(t *testing.T) {
	t.Parallel()
	var into struct{ Detail string }
	if err := jsonread.Decode(strings.NewReader(`{"detail":"x","DETAIL":"y","other":1}`), &into); err != nil || into.Detail != "y" {
		t.Error(into, err)
	}
	if err := jsonread.Decode(strings.NewReader(`{"detail":`), &into); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}
