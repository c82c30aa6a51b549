package memstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/model"
)

// SignIn returns a sign-in with its tokens, or model.ErrNotFound.
func (s *Store) SignIn(id string) (model.SignIn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signIn(id)
}

// PeekSignIn is SignIn without the texts of the tokens.
func (s *Store) PeekSignIn(id string) (model.SignIn, error) {
	in, err := s.SignIn(id)
	in.Tokens.Access, in.Tokens.Refresh = "", ""
	return in, err
}

// BeginRefresh notes that the sign-in's refresh token is about to be sent and
// returns the sign-in as it was before.
func (s *Store) BeginRefresh(id string) (model.SignIn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, err := s.signIn(id)
	if err != nil {
		return model.SignIn{}, err
	}
	attempt := model.Attempt{At: s.now().UTC(), Fingerprint: model.Fingerprint(before.Tokens.Refresh), PID: os.Getpid()}
	return before, s.change(id, func(in *model.SignIn) { in.Attempt = &attempt })
}

// EndRefresh notes that the attempt ended without new tokens but may be repeated.
func (s *Store) EndRefresh(id, problem string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.change(id, func(in *model.SignIn) { in.RefreshFailed(problem) })
}

// MarkReconnect notes that only a person can mend the sign-in, and why.
func (s *Store) MarkReconnect(id, why string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.change(id, func(in *model.SignIn) { in.Refused(why) })
}

// SaveTokens stores new tokens and ends the attempt.
func (s *Store) SaveTokens(id string, t model.Tokens) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.change(id, func(in *model.SignIn) { in.Refreshed(t) })
}

// signIn returns a copy of a sign-in. s.mu is held.
func (s *Store) signIn(id string) (model.SignIn, error) {
	in, ok := s.signIns[id]
	if !ok {
		return model.SignIn{}, missing("the sign-in")
	}
	return copyOf(in), nil
}

// change alters a sign-in. s.mu is held.
func (s *Store) change(id string, change func(*model.SignIn)) error {
	in, err := s.signIn(id)
	if err != nil {
		return err
	}
	change(&in)
	s.signIns[id] = in
	return nil
}

// copyOf returns a sign-in that shares nothing with the one it is of.
func copyOf(in model.SignIn) model.SignIn {
	in.Scopes = slices.Clone(in.Scopes)
	if in.Attempt != nil {
		attempt := *in.Attempt
		in.Attempt = &attempt
	}
	return in
}

// LockSignIn keeps every other goroutine from refreshing the same sign-in until
// unlock is called. It waits as long as ctx allows and then returns
// model.ErrBusy, or the context's error if it was cancelled.
func (s *Store) LockSignIn(ctx context.Context, id string) (unlock func(), err error) {
	s.mu.Lock()
	lock, ok := s.locks[id]
	if !ok {
		lock = make(chan struct{}, 1)
		s.locks[id] = lock
	}
	s.mu.Unlock()
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, ctx.Err()
	}
	return nil, fmt.Errorf("cannot lock the sign-in: %w", model.ErrBusy)
}
