package seal

import (
	"errors"
	"time"
)

// ErrSource says that a source could not give the key; the text says why.
var ErrSource = errors.New("the key cannot be had")

// Wrapped is a store's data key, sealed by the key of a source. It is kept in
// the store as it is.
type Wrapped struct {
	Source    string    `json:"source"` // name of the source in force
	Hint      []byte    `json:"hint"`
	Key       []byte    `json:"key"`
	CreatedAt time.Time `json:"created_at"`
}

// Wrap makes a new data key and has the first source that works wrap it. The
// error names what was wrong with each.
func Wrap(now time.Time, sources ...Source) (Wrapped, *Box, error) {
	var failures []error
	for _, source := range sources {
		key, hint, err := source.Create()
		if err != nil {
			failures = append(failures, err)
			continue
		}
		return wrapWith(key, Wrapped{Source: source.Name(), Hint: hint, CreatedAt: now.UTC()})
	}
	return Wrapped{}, nil, errors.Join(failures...)
}

func wrapWith(key []byte, w Wrapped) (Wrapped, *Box, error) {
	defer clear(key)
	wrapping, err := NewBox(key)
	if err != nil {
		return Wrapped{}, nil, err
	}
	data := randomKey()
	defer clear(data)
	w.Key = wrapping.Seal(data, w.place()...)
	box, err := NewBox(data)
	return w, box, err
}

// Unwrap opens the data key with the key the source finds. The error wraps
// ErrSource where the source has none, and ErrOpen where it is not the right one.
func (w Wrapped) Unwrap(source Source) (*Box, error) {
	key, err := source.Load(w.Hint)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	wrapping, err := NewBox(key)
	if err != nil {
		return nil, err
	}
	data, err := wrapping.Open(w.Key, w.place()...)
	if err != nil {
		return nil, err
	}
	defer clear(data)
	return NewBox(data)
}

func (w Wrapped) place() []string { return []string{"data key", w.Source, string(w.Hint)} }
