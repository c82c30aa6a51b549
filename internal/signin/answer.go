package signin

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// maxAnswer is far beyond any answer of a token endpoint, in bytes.
const maxAnswer = 1 << 20

// readWhole reads an answer of a token endpoint to its end. If all of its JSON is
// there it counts, even if the connection broke after it or something on the way
// changed its content type: the tokens in it may exist nowhere else.
func readWhole(answer *http.Response) {
	read, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	_ = answer.Body.Close()
	if json.Valid(read) {
		answer.Header.Set("Content-Type", "application/json")
		err = nil
	}
	answer.Body = io.NopCloser(io.MultiReader(bytes.NewReader(read), failingReader{err}))
}

// failingReader is the end of an answer that was cut off, or io.EOF.
type failingReader struct{ err error }

// Read implements io.Reader.
func (r failingReader) Read([]byte) (int, error) {
	if r.err == nil {
		return 0, io.EOF
	}
	return 0, r.err
}

// foreign reports whether the body of a success is not the provider's: a page, as
// a network that wants a password first sends it, or one without an end.
func foreign(body io.Reader) bool {
	const limit = 64 << 10
	read, _ := io.ReadAll(io.LimitReader(body, limit)) // the status came before what broke
	return len(read) == limit || bytes.HasPrefix(bytes.TrimSpace(read), []byte("<"))
}
