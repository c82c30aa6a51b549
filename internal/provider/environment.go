package provider

// Environment says which systems of a provider a connection is made to.
type Environment string

// The environments.
const (
	Production Environment = "production"
	Sandbox    Environment = "sandbox"   // a provider's own, with made-up companies
	Simulator  Environment = "simulator" // a simulator on this machine
)
