package importer

import (
	"context"
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Code is the exit code of an error: the one a fault names, else what a ledger's
// error means for the person who runs the tool; the highest of several.
func Code(err error) fault.Code {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var highest fault.Code
		for _, one := range several.Unwrap() {
			highest = max(highest, Code(one))
		}
		return highest
	}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		return known.Code
	}
	if _, ok := errors.AsType[*model.NameError](err); ok {
		return fault.Usage
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

// failed is the errors of all entities that could not be read, each naming its
// entity; nil where there is none.
func failed(what string, readings []*reading) error {
	var failures []error
	for _, r := range readings {
		if r.err != nil {
			failures = append(failures, &fault.Error{
				Code: Code(r.err), What: "cannot " + what + " of " + r.Key.String(), Err: r.err, Do: r.advice(),
			})
		}
	}
	if len(failures) == 1 {
		return failures[0]
	}
	return errors.Join(failures...)
}

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
func flags(key model.Key) string {
	if key.Entity == model.MainEntity {
		return "--model " + key.Model
	}
	return "--model " + key.Model + " --entity " + key.Entity
}
