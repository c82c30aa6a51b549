package connection

import (
	"context"
	"strings"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/provider"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// pick finds the organisation of a new connection. Which of several was meant is
// never guessed from their order.
func (f *signInFlow) pick(ctx context.Context, o ConnectOptions) (provider.Organisation, error) {
	access, err := f.provider.Organisations(ctx, f.grant, f.identity)
	among := access.Organisations
	switch {
	case err != nil:
		return provider.Organisation{}, err
	case len(among) == 0:
		return provider.Organisation{}, f.fail(&NoOrganisationError{Provider: f.profile.Provider})
	case access.Exact && among[0].Name == "": // its name is checked when it is read
		return among[0], nil
	case o.Organisation != "":
		return f.named(among, o.Organisation)
	case access.Exact:
		return among[0], nil
	case o.Choose == nil:
		return provider.Organisation{}, f.fail(&ChoiceError{Provider: f.profile.Provider, Among: among})
	}
	return f.ask(ctx, among, o)
}

// ask lets a person choose.
func (f *signInFlow) ask(ctx context.Context, among []provider.Organisation, o ConnectOptions) (provider.Organisation, error) {
	used, err := f.usedBy()
	if err != nil {
		return provider.Organisation{}, err
	}
	candidates := make([]Candidate, len(among))
	for i, organisation := range among {
		candidates[i] = Candidate{ID: organisation.ID, Name: organisation.Name, UsedBy: used[organisation.ID]}
	}
	index, err := o.Choose(ctx, candidates)
	if err != nil {
		return provider.Organisation{}, err
	}
	if index < 0 || index >= len(among) {
		return provider.Organisation{}, f.fail(&ChoiceError{Provider: f.profile.Provider, Among: among})
	}
	return among[index], nil
}

// named finds the organisation that was asked for: an exact id, or a name in any
// case.
func (f *signInFlow) named(among []provider.Organisation, asked string) (provider.Organisation, error) {
	var found []provider.Organisation
	for _, organisation := range among {
		if organisation.ID == asked {
			return organisation, nil
		}
		if sameName(organisation.Name, asked) {
			found = append(found, organisation)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return provider.Organisation{}, f.fail(&NotGrantedError{Asked: asked, Granted: among})
	}
	return provider.Organisation{}, f.fail(&ChoiceError{Provider: f.profile.Provider, Asked: asked, Among: found})
}

func sameName(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// checkNamed refuses an organisation other than the one asked for, whose name was
// not known before it was read.
func (f *signInFlow) checkNamed(organisation ledger.Organisation, asked string) error {
	if asked == "" || organisation.ID == asked || sameName(organisation.Name, asked) {
		return nil
	}
	granted := provider.Organisation{ID: organisation.ID, Name: organisation.Name}
	return f.fail(&NotGrantedError{Asked: asked, Granted: []provider.Organisation{granted}})
}

// usedBy is which connections of this store read which organisation of the
// consent's provider.
func (f *signInFlow) usedBy() (map[string][]model.Key, error) {
	all, err := model.Read(f.Store, func(r model.Reader) ([]model.Connection, error) { return r.Connections("") })
	used := map[string][]model.Key{}
	for _, conn := range all {
		if conn.Provider == f.profile.Provider && conn.BaseURL == f.profile.Base {
			used[conn.Organisation.ID] = append(used[conn.Organisation.ID], conn.Key)
		}
	}
	return used, err
}
