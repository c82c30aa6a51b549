package readonly

import (
	"errors"
	"io"
)

// bounded stops a body that is larger than any real answer, and remembers an
// error of the connection, which the parser's own error would hide.
type bounded struct {
	reader   io.Reader
	left     int64
	exceeded bool
	err      error
}

var errTooLarge = errors.New("the answer is too large")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		// Only a further byte makes the body too large, not its exact end.
		if n, err := b.reader.Read(p[:min(1, len(p))]); n == 0 {
			return 0, err
		}
		b.exceeded = true
		return 0, errTooLarge
	}
	n, err := b.reader.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}
