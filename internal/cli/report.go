package cli

import (
	"errors"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/importer"
)

// report prints an error, or each of several, and returns the exit code: the
// highest where there are several.
func (a *app) report(err error) fault.Code {
	if _, single := errors.AsType[*fault.Error](err); !single {
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			return a.reportAll(several.Unwrap())
		}
	}
	told := explain(err)
	a.print(told)
	return told.Code
}

func (a *app) reportAll(errs []error) fault.Code {
	var code fault.Code
	for _, err := range errs {
		code = max(code, a.report(err))
	}
	return code
}

// print writes one line "ledgerlink: WHAT: WHY" and below it what to do.
func (a *app) print(told *fault.Error) {
	a.tell("%s", "ledgerlink: "+plain(told.Error()))
	for _, line := range told.Do {
		a.tell("  %s", line)
	}
}

func interrupted() *fault.Error {
	return fault.New(fault.Interrupted, "interrupted", "nothing was left half done")
}

// explain finds the exit code of an error and what to do about it.
func explain(err error) *fault.Error {
	told := &fault.Error{Code: importer.Code(err), Err: err}
	if known, ok := errors.AsType[*fault.Error](err); ok {
		told.Do = known.Do
	}
	if len(told.Do) == 0 {
		told.Do = advice(err)
	}
	told.What, told.Err = err.Error(), nil
	return told
}
