package model

import "time"

// Decision is what the analyst decided an account is. A decision is always
// confirmed; one without a VariableType says that the account is unmapped.
type Decision struct {
	VariableType string
	Category     string
	Subcategory  string
	Branch       string
	DecidedAt    time.Time
}
