package cli

import (
	"os"
	"os/user"
	"strconv"

	"github.com/ledgerlink/ledgerlink/internal/importer"
)

// recordUser names the variable that allows the history to say who imported on
// which machine. It is off by default: a store may be handed on.
const recordUser = "LEDGERLINK_RECORD_USER"

func recorder(env *Env) importer.Recorder {
	allowed, err := strconv.ParseBool(env.getenv(recordUser))
	if err != nil || !allowed {
		return importer.Recorder{}
	}
	var found importer.Recorder
	if known, err := user.Current(); err == nil {
		found.User = known.Username
	}
	found.Host, _ = os.Hostname() // a machine without a name is left out
	return found
}
