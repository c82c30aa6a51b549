package xero

import (
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/provider"
)

const publicApp = "Mobile or desktop app"

// SetupGuide follows https://developer.xero.com/app/manage.
func (x Provider) SetupGuide(environment provider.Environment) provider.SetupGuide {
	return provider.SetupGuide{
		Site: "Xero",
		Before: []string{`Open https://developer.xero.com/app/manage and press "New app". Give it any
name, and choose the type "` + publicApp + `": it has no secret.`},
		Redirect: "As the redirect URI enter",
		After:    []string{`Create the app, open its "Configuration" and copy the client id.`},
		Notes: "There are no scopes to tick. When you sign in ledgerlink asks for these, all to read:\n  " +
			strings.Join(x.Profile(environment).Scopes, "\n  "),
		PublicApp: publicApp,
	}
}
