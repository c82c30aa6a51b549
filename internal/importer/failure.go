package importer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/store"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Code is the exit code of an error: the one a fault names, else what a ledger's
// error means for the person who runs the tool.
func Code(err error) fault.Code {
	if known, ok := errors.AsType[*fault.Error](err); ok {
		return known.Code
	}
	if _, ok := errors.AsType[*ledger.MismatchError](err); ok {
		return fault.Mismatch
	}
	if answered, ok := errors.AsType[*ledger.Error](err); ok {
		return kindCode(answered.Kind)
	}
	if errors.Is(err, context.Canceled) {
		return fault.Interrupted
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Unavailable
	}
	return fault.Failure
}

func kindCode(kind ledger.Kind) fault.Code {
	switch kind {
	case ledger.SignInNeeded, ledger.Disconnected, ledger.PermissionMissing, ledger.BadCredentials:
		return fault.SignIn
	case ledger.WrongOrganisation:
		return fault.WrongOrganisation
	case ledger.LimitReached:
		return fault.Limit
	case ledger.Unavailable:
		return fault.Unavailable
	}
	return fault.Failure
}

// failed is one error for all entities that could not be read, with the highest
// of their codes; nil where there is none.
func failed(what string, readings []*reading) error {
	var failures []*reading
	for _, r := range readings {
		if r.err != nil {
			failures = append(failures, r)
		}
	}
	switch len(failures) {
	case 0:
		return nil
	case 1:
		f := failures[0]
		return &fault.Error{Code: Code(f.err), What: "cannot " + what + " of " + f.Key.String(), Err: f.err, Do: f.advice()}
	}
	return severalFailed(what, failures, len(readings))
}

func severalFailed(what string, failures []*reading, of int) error {
	all := &fault.Error{What: "cannot " + what + " of " + failures[0].Model}
	whys := make([]string, len(failures))
	causes := make([]error, len(failures))
	for i, f := range failures {
		all.Code = max(all.Code, Code(f.err))
		whys[i] = f.Entity + ": " + f.err.Error()
		causes[i] = f.err
		for _, line := range f.advice() {
			if !slices.Contains(all.Do, line) {
				all.Do = append(all.Do, line)
			}
		}
	}
	all.Err = &joined{
		text:   fmt.Sprintf("%d of %d entities failed: %s", len(failures), of, strings.Join(whys, "; ")),
		causes: causes,
	}
	return all
}

// joined is several causes told on one line.
type joined struct {
	text   string
	causes []error
}

// Error is all causes on one line.
func (j *joined) Error() string { return j.text }

// Unwrap is the causes.
func (j *joined) Unwrap() []error { return j.causes }

// advice is what to do about a failed entity: what its error says, else the
// command that usually helps.
func (r *reading) advice() []string {
	if known, ok := errors.AsType[*fault.Error](r.err); ok && len(known.Do) > 0 {
		return known.Do
	}
	switch Code(r.err) {
	case fault.SignIn:
		return []string{"Sign in again: ledgerlink reconnect " + flags(r.Key)}
	case fault.WrongOrganisation:
		return []string{"See what it is linked to: ledgerlink status " + flags(r.Key) + " --check"}
	case fault.Mismatch:
		return []string{"Nothing was written. Try again: somebody may have been posting while it was read."}
	case fault.Limit:
		return []string{"Nothing was written. Try again when the limit is over."}
	case fault.Unavailable:
		return []string{"Nothing was written. Try again later."}
	}
	return nil
}

// flags are the flags that name a connection on the command line.
func flags(key store.Key) string {
	if key.Entity == store.MainEntity {
		return "--model " + key.Model
	}
	return "--model " + key.Model + " --entity " + key.Entity
}
