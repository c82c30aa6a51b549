package xeroapi

// Lies spoil answers before they are sent, so that a test can see a client
// refuse them. A nil function tells no lie.
type Lies struct {
	Report       func(*Report)
	Accounts     func(*[]Account)
	Organisation func(*Organisation)
}
