package store

import (
	"encoding/json"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/internal/store/seal"
)

// tokensWait is the least time SaveTokens waits for its turn.
const tokensWait = time.Minute

// signInRecord is a sign-in on disk. The id binds the plain fields that say
// where tokens are sent, the seal binds the tokens to the id.
type signInRecord struct {
	model.SignIn
	Sealed []byte
}

// tokenTexts is what is sealed.
type tokenTexts struct{ Access, Refresh string }

// SignIn is a sign-in with its tokens unsealed, or ErrNotFound, or ErrSealed.
func (s *Store) SignIn(id string) (model.SignIn, error) {
	var record signInRecord
	var key seal.Wrapped
	err := s.view(func(tx *bbolt.Tx) (err error) {
		if record, err = getSignIn(tx, id); err != nil {
			return err
		}
		key, _, err = keyOf(tx)
		return err
	})
	if err != nil {
		return model.SignIn{}, err
	}
	box, err := s.unwrap(key)
	if err != nil {
		return model.SignIn{}, err
	}
	if err := record.unseal(box, id); err != nil {
		return model.SignIn{}, sealedError(s.path, key.Source, err)
	}
	return record.SignIn, nil
}

// PeekSignIn is SignIn without the texts of the tokens; it needs no key.
func (s *Store) PeekSignIn(id string) (model.SignIn, error) {
	var record signInRecord
	err := s.view(func(tx *bbolt.Tx) (err error) {
		record, err = getSignIn(tx, id)
		return err
	})
	return record.SignIn, err
}

// BeginRefresh notes that the sign-in's refresh token is about to be sent and
// returns the sign-in as it was before, so that Attempt is the attempt that was
// cut off before this one, if any. Call it with the sign-in locked.
func (s *Store) BeginRefresh(id string) (model.SignIn, error) {
	before, err := s.SignIn(id)
	if err != nil {
		return model.SignIn{}, err
	}
	attempt := model.Attempt{At: s.now().UTC(), Fingerprint: model.Fingerprint(before.Tokens.Refresh), PID: os.Getpid()}
	return before, s.changeSignIn(id, func(r *model.SignIn) { r.Attempt = &attempt })
}

// EndRefresh notes that the attempt ended without new tokens but may be repeated
// (problem says why, in an analyst's words). Attempt is cleared, the state stays.
func (s *Store) EndRefresh(id, problem string) error {
	return s.changeSignIn(id, func(r *model.SignIn) { r.RefreshFailed(problem) })
}

// MarkReconnect notes that only a person can mend the sign-in, and why. The
// record and its tokens stay.
func (s *Store) MarkReconnect(id, why string) error {
	return s.changeSignIn(id, func(r *model.SignIn) { r.Refused(why) })
}

// SaveTokens stores new tokens; when it returns they are on disk. It ends the
// attempt and makes the state Connected. It waits for its turn for a minute at
// least, because tokens that are not saved are lost.
func (s *Store) SaveTokens(id string, t model.Tokens) error {
	return s.updateSealedWithin(max(tokensWait, s.lockTimeout), func(tx *bbolt.Tx, box *seal.Box) error {
		record, err := getSignIn(tx, id)
		if err != nil {
			return err
		}
		record.Refreshed(t)
		return putSignIn(tx, box, record.SignIn)
	})
}

// changeSignIn alters what is plain in a sign-in.
func (s *Store) changeSignIn(id string, change func(*model.SignIn)) error {
	return s.update(func(tx *bbolt.Tx) error {
		record, err := getSignIn(tx, id)
		if err != nil {
			return err
		}
		change(&record.SignIn)
		return put(tx, signInsTable, id, record)
	})
}

// getSignIn reads a sign-in with its tokens still sealed.
func getSignIn(tx *bbolt.Tx, id string) (signInRecord, error) {
	var record signInRecord
	found, err := get(tx, signInsTable, id, &record)
	if err == nil && !found {
		err = missing("the sign-in")
	}
	return record, err
}

func putSignIn(tx *bbolt.Tx, box *seal.Box, in model.SignIn) error {
	record := signInRecord{SignIn: in}
	if err := record.seal(box); err != nil {
		return err
	}
	return put(tx, signInsTable, in.ID, record)
}

func (r *signInRecord) seal(box *seal.Box) error {
	secret, err := json.Marshal(tokenTexts{r.Tokens.Access, r.Tokens.Refresh})
	if err != nil {
		return err
	}
	defer clear(secret)
	r.Sealed = box.Seal(secret, signInsTable, r.ID)
	return nil
}

// unseal opens the tokens, and refuses a record that was found under another id
// or whose plain fields were altered so that its tokens would go elsewhere.
func (r *signInRecord) unseal(box *seal.Box, id string) error {
	if r.ID != id || id != model.SignInID(r.Provider, r.Environment, r.BaseURL, r.ClientID, r.Subject) {
		return seal.ErrOpen
	}
	secret, err := box.Open(r.Sealed, signInsTable, r.ID)
	if err != nil {
		return err
	}
	defer clear(secret)
	var texts tokenTexts
	if err := json.Unmarshal(secret, &texts); err != nil {
		return seal.ErrOpen
	}
	r.Tokens.Access, r.Tokens.Refresh = texts.Access, texts.Refresh
	return nil
}
