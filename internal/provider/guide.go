package provider

// SetupGuide says how a person registers an app of their own with a provider.
type SetupGuide struct {
	Site string // whose developer site it is, e.g. "Intuit"

	// Before and After are the steps before and after the one in which the redirect
	// URI is entered; they may hold line breaks. Redirect begins that step, e.g.
	// "As a redirect URI enter".
	Before   []string
	Redirect string
	After    []string

	NoLoopback string // why http://localhost will not do, where it will not
	Notes      string // about the scopes, say; may be empty

	PublicApp    string                 // the kind of app that has no secret, as the site calls it; may be empty
	Environments map[Environment]string // what each environment's apps read, to choose from
}
