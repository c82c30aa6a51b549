package readonly

import (
	"context"
	"net/http"
	"strings"
)

// TokenSource returns an access token. refused is empty, or the token that the
// provider has just refused; then a newer one is wanted. It must be safe for
// concurrent use. Its errors end the call and are returned unchanged.
type TokenSource func(ctx context.Context, refused string) (string, error)

// OAuth2 adapts a token source of golang.org/x/oauth2, which this package does
// not import: any source will do whose tokens can sign a request. Such a source
// renews tokens by their time only; one that the provider refuses earlier is
// tried once more and is then ledger.ErrSignInNeeded.
func OAuth2[T interface{ SetAuthHeader(*http.Request) }](source interface{ Token() (T, error) }) TokenSource {
	return func(context.Context, string) (string, error) {
		token, err := source.Token()
		if err != nil {
			return "", err
		}
		request := http.Request{Header: http.Header{}}
		token.SetAuthHeader(&request)
		_, access, _ := strings.Cut(request.Header.Get("Authorization"), " ")
		return access, nil
	}
}
