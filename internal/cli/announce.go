package cli

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/link"
)

// announce shows what a person has to know while a sign-in waits.
func announce(env *Env, told link.Announcement) {
	env.Print("%s", env.Multiline(strings.TrimRight(told.Text(), "\n")))
}
