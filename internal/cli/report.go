package cli

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

// report prints an error, or each of several that were joined, and returns the
// exit code: the highest where there are several, unless they say otherwise.
func report(env *Env, err error) exitCode {
	for _, one := range separate(err) {
		printError(env, one)
	}
	return codeOf(err)
}

// codeOf is the exit code of an error, the highest of several that were joined.
func codeOf(err error) exitCode {
	if decided, ok := err.(interface{ exitCode() exitCode }); ok {
		return decided.exitCode()
	}
	var highest exitCode
	for _, one := range separate(err) {
		highest = max(highest, advise(one).code)
	}
	return highest
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

// printError writes one line "ledgerlink: WHAT: WHY" and below it what to do.
func printError(env *Env, err error) {
	env.Print("%s", "ledgerlink: "+terminal.Line(err.Error()))
	for _, line := range advise(err).hints {
		env.Print("  %s", line)
	}
}
