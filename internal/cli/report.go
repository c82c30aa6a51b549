package cli

import (
	"errors"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/fault"
	"github.com/ledgerlink/ledgerlink/internal/importer"
)

// report prints an error, or each of several that were joined, and returns the
// exit code: the highest where there are several, unless they say otherwise.
func (a *app) report(err error) fault.Code {
	var code fault.Code
	for _, one := range separate(err) {
		told := explain(one)
		a.print(told)
		code = max(code, told.Code)
	}
	if decided, ok := err.(interface{ exitCode() fault.Code }); ok {
		return decided.exitCode()
	}
	return code
}

// separate takes apart what errors.Join put together, and leaves an error that
// merely wraps several as it is.
func separate(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var texts []string
	var all []error
	for _, one := range joined.Unwrap() {
		texts = append(texts, one.Error())
		all = append(all, separate(one)...)
	}
	if strings.Join(texts, "\n") != err.Error() {
		return []error{err}
	}
	return all
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
