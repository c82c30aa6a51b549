package model

import "fmt"

// Link ties a connection to the sign-in of a new consent and returns both as
// they are to be stored. It returns an error if the key is not a name or the two
// are not of the same ledger.
func Link(c Connection, in SignIn) (Connection, SignIn, error) {
	if err := c.Check(); err != nil {
		return Connection{}, SignIn{}, err
	}
	if c.Provider != in.Provider || c.Environment != in.Environment || c.BaseURL != in.BaseURL {
		return Connection{}, SignIn{}, fmt.Errorf("the connection of %s and its sign-in are not of the same ledger", c.Key)
	}
	in.ID = SignInID(in.Provider, in.Environment, in.BaseURL, in.ClientID, in.Subject)
	in.State, in.Attempt, in.LastProblem = Connected, nil, ""
	c.SignInID = in.ID
	return c, in, nil
}

// InheritFrom takes over what a connection keeps when consent is given again. It
// returns ErrLinked if the connection before was to another organisation.
func (c *Connection) InheritFrom(before Connection) error {
	if before.Provider != c.Provider || before.Organisation.ID != c.Organisation.ID {
		return fmt.Errorf("%s is %w: %s", c.Key, ErrLinked, before.Organisation.Name)
	}
	if c.LastCOA == nil {
		c.LastCOA = before.LastCOA
	}
	if c.LastActuals == nil {
		c.LastActuals = before.LastActuals
	}
	return nil
}
