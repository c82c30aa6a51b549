package oauthflow

import "context"

// Run waits for the answer to one sign-in and hands it to finish, whose outcome
// the browser is shown. It returns finish's error; a *RefusedError where the
// provider said no; the context's error when it was cancelled; and a fault with
// exit code 2 (port in use, wrong paste in a script) or 3 (nobody answered).
func Run(ctx context.Context, req Request, finish Finish) error {
	return nil
}
