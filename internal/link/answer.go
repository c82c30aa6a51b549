package link

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// maxAnswer is far beyond any answer of a token endpoint.
const maxAnswer = 1 << 20

// whole reads an answer of a token endpoint to its end. Where all of its JSON is
// there it counts, even if the connection broke behind it or something on the way
// changed its content type: the tokens in it may exist nowhere else.
func whole(answer *http.Response) {
	read, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	_ = answer.Body.Close()
	if json.Valid(read) {
		answer.Header.Set("Content-Type", "application/json")
		err = nil
	}
	answer.Body = io.NopCloser(io.MultiReader(bytes.NewReader(read), broken{err}))
}

// broken is the end of an answer that was cut off, or io.EOF.
type broken struct{ err error }

// Read implements io.Reader.
func (b broken) Read([]byte) (int, error) {
	if b.err == nil {
		return 0, io.EOF
	}
	return 0, b.err
}

// foreign is true for the body of a success that is none of the provider's: a
// page, as a network that wants a password first sends it, or no end of anything.
func foreign(body io.Reader) bool {
	const limit = 64 << 10
	read, _ := io.ReadAll(io.LimitReader(body, limit)) // the status came before what broke
	return len(read) == limit || bytes.HasPrefix(bytes.TrimSpace(read), []byte("<"))
}
