package cli

import (
	"errors"
	"fmt"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// someKey stands in advice for a connection that is not known there.
const someKey = "--model MODEL [--entity ENTITY]"

// advice says what to do about an error that does not say so itself.
func advice(err error) []string {
	if _, ok := errors.AsType[*ledger.MismatchError](err); ok {
		return []string{
			"Nothing was written. If somebody was working in the ledger just now, try again.",
			"If it stays, run the same command with --verbose and report the request ids it shows.",
		}
	}
	if asked, ok := errors.AsType[*ledger.Error](err); ok {
		return adviceOnKind(asked)
	}
	return nil
}

func adviceOnKind(asked *ledger.Error) []string {
	title := asked.Provider.Title()
	switch asked.Kind {
	case ledger.SignInNeeded, ledger.Disconnected:
		return []string{"Sign in again: ledgerlink reconnect " + someKey + "; `ledgerlink status` lists them."}
	case ledger.PermissionMissing:
		return []string{
			"Ask an administrator of the organisation in " + title + " for the right to see its reports,",
			"or sign in as somebody who has it: ledgerlink reconnect " + someKey,
		}
	case ledger.BadCredentials:
		return []string{fmt.Sprintf("Store the app's client id and secret again: ledgerlink setup %s", asked.Provider)}
	case ledger.WrongOrganisation:
		return []string{"Nothing was written. `ledgerlink status` shows which organisation each model is linked to."}
	case ledger.LimitReached:
		return []string{"Waiting here is pointless: " + title + " allows more calls only later. Run the same command again then."}
	case ledger.Unavailable:
		return []string{"Nothing was written and the connection is kept. Run the same command again later."}
	}
	return []string{"Run the same command with --verbose and report what it shows."}
}
