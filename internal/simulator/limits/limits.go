// Package limits counts calls the way the providers do: in fixed windows of
// time, and at once.
package limits

import (
	"hash/fnv"
	"sync"
	"time"
)

// Window allows so many calls a key in each window of time. Windows are fixed
// and begin at another moment for each key. It is safe for concurrent use.
type Window struct {
	Size  time.Duration
	Limit int

	mu   sync.Mutex
	used map[string]use
}

type use struct {
	window int64
	calls  int
}

// Left is how many calls the key has left in the window of now, and how long
// the window lasts from now.
func (w *Window) Left(key string, now time.Time) (calls int, until time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	window, until := w.at(key, now)
	if u := w.used[key]; u.window == window {
		return max(0, w.Limit-u.calls), until
	}
	return w.Limit, until
}

// Take counts one call.
func (w *Window) Take(key string, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.used == nil {
		w.used = map[string]use{}
	}
	window, _ := w.at(key, now)
	u := w.used[key]
	if u.window != window {
		u = use{window: window}
	}
	u.calls++
	w.used[key] = u
}

// at is the number of the window that now lies in, and how long it lasts.
func (w *Window) at(key string, now time.Time) (int64, time.Duration) {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(key))
	offset := time.Duration(sum.Sum32()) * time.Millisecond % w.Size
	since := time.Duration(now.UnixNano()) + offset
	return int64(since / w.Size), w.Size - since%w.Size
}

// AtOnce allows so many calls a key at the same time. It is safe for concurrent use.
type AtOnce struct {
	Limit int

	mu   sync.Mutex
	busy map[string]int
}

// Enter begins a call; leave ends it. ok reports whether few enough are under way.
func (a *AtOnce) Enter(key string) (leave func(), ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.busy == nil {
		a.busy = map[string]int{}
	}
	if a.busy[key] >= a.Limit {
		return nil, false
	}
	a.busy[key]++
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.busy[key]--
	}, true
}
