package providers_test

import (
	"testing"

	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/internal/provider/providers"
)

func TestAccountTypesAreClassified(t *testing.T) {
	t.Parallel()
	for _, p := range providers.All() {
		types := p.AccountTypes()
		for _, table := range []map[string]provider.Classification{types.SystemAccounts, types.Types, types.Subtypes} {
			for word, c := range table {
				if kind, ok := mapping.ParseType(c.Type); !ok || kind == "" || c.Category == "" {
					t.Errorf("%s %s is %+v", p.Name(), word, c)
				}
			}
		}
		for word := range types.Decisive {
			if _, ok := types.Types[word]; !ok {
				t.Errorf("%s %s decides, but is no type", p.Name(), word)
			}
		}
	}
}

func TestEveryEnvironmentHasItsGuide(t *testing.T) {
	t.Parallel()
	for _, p := range providers.All() {
		for _, environment := range p.Environments() {
			guide, profile := p.SetupGuide(environment), p.Profile(environment)
			if guide.Site == "" || len(guide.Before) == 0 || guide.Redirect == "" || profile.LoopbackURI == (guide.NoLoopback != "") {
				t.Errorf("%s %s: %+v", p.Name(), environment, guide)
			}
			if len(p.Environments()) > 1 && guide.Environments[environment] == "" {
				t.Errorf("%s: nobody can choose %s", p.Name(), environment)
			}
			if profile.Provider != p.Name() || profile.Environment != environment || profile.AuthURL == "" || profile.TokenURL == "" ||
				profile.RevokeURL == "" || profile.APIBase == "" || len(profile.Scopes) == 0 {
				t.Errorf("%s %s: %+v", p.Name(), environment, profile)
			}
		}
	}
}
