package seal

import (
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
)

// Memory keeps keys in memory: a source for tests, which must touch no keyring.
type Memory struct {
	mu   sync.Mutex
	keys map[string][]byte
}

// NewMemory is a Memory without keys.
func NewMemory() *Memory { return &Memory{keys: map[string][]byte{}} }

// Name is NameMemory.
func (*Memory) Name() string { return NameMemory }

// Create makes a random key.
func (m *Memory) Create() (key, hint []byte, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	id := rand.Text()
	m.keys[id] = randomKey()
	return slices.Clone(m.keys[id]), []byte(id), nil
}

// Load finds a key until it is forgotten.
func (m *Memory) Load(hint []byte) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key, ok := m.keys[string(hint)]
	if !ok {
		return nil, fmt.Errorf("%w: no such key in memory", ErrSource)
	}
	return slices.Clone(key), nil
}

// Forget drops a key.
func (m *Memory) Forget(hint []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.keys, string(hint))
	return nil
}
