package readonly_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"

	"golang.org/x/oauth2"

	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

func TestABadConfigIsRefused(t *testing.T) {
	t.Parallel()
	token := func(context.Context, string) (string, error) { return "", nil }
	for name, config := range map[string]readonly.Config{
		"no token":       {BaseURL: "https://api.test"},
		"no address":     {Token: token},
		"no scheme":      {Token: token, BaseURL: "api.test"},
		"another scheme": {Token: token, BaseURL: "ftp://api.test"},
		"a query":        {Token: token, BaseURL: "https://api.test?a=b"},
		"a password":     {Token: token, BaseURL: "https://a:b@api.test"},
	} {
		if _, err := readonly.New(config, readonly.API{}); !errors.Is(err, readonly.ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := readonly.New(readonly.Config{Token: token}, readonly.API{BaseURL: "https://api.test/"}); err != nil {
		t.Error(err)
	}
}

func TestATokenSourceOfOAuth2(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Header.Get("Authorization")) })
	f.Token = readonly.OAuth2(oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "a.b-c"}))
	if text, err := f.get(t); text != "Bearer a.b-c" || err != nil {
		t.Error(text, err)
	}
	f.client, f.Token = nil, readonly.OAuth2(failing{})
	if _, err := f.get(t); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the source's own error is returned, not", err)
	}
}

type failing struct{}

func (failing) Token() (*oauth2.Token, error) { return nil, io.ErrUnexpectedEOF }
