package store

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// damageError is what reading a damaged file came to.
type damageError struct{ what string }

func (e *damageError) Error() string { return e.what }

// guard makes memory faults of this goroutine into panics, until the function it
// returns is deferred, which turns the panics of a damaged file into an error,
// having called letGo. Other panics are bugs and go on.
func guard(err *error, letGo func()) (release func()) {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		cause := recover()
		if cause == nil {
			return
		}
		letGo()
		if _, fault := cause.(interface{ Addr() uintptr }); !fault && !panickedInBolt() {
			panic(cause)
		}
		*err = &damageError{fmt.Sprintf("%.200v", cause)}
	}
}

// panickedInBolt reports whether the panic under way was raised in bbolt and not
// in a function of ours that bbolt called.
func panickedInBolt() bool {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	panicking := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicking = true
		case panicking && strings.HasPrefix(frame.Function, "go.etcd.io/bbolt"):
			return true
		case panicking && strings.HasPrefix(frame.Function, "github.com/ledgerlink/"):
			return false
		}
		if !more {
			return false
		}
	}
}
