package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
)

// searches are the saved searches of an index: in this process, or in the one that
// owns the index.
type searches interface {
	Save(ctx context.Context, s alert.Saved) error
	// Forget reports whether there was a search of that name.
	Forget(ctx context.Context, name string) (bool, error)
	Saved(ctx context.Context) ([]alert.Saved, error)
	// New returns what is new for a search since it was last looked at, or since a
	// time that is not zero.
	New(ctx context.Context, name string, since time.Time) ([]alert.Hit, error)
}

// The addresses at which the owner of an index answers for its searches.
const (
	savePath   = "/searches/save"
	forgetPath = "/searches/forget"
	savedPath  = "/searches"
	newPath    = "/searches/new"
)

type newRequest struct {
	Name  string    `json:"name"`
	Since time.Time `json:"since,omitzero"`
}

// alertEndpoints answer other processes for the saved searches.
func (l *living) alertEndpoints() []owner.Endpoint {
	return []owner.Endpoint{
		owner.On(savePath, func(ctx context.Context, s alert.Saved) (struct{}, error) { return struct{}{}, l.Save(ctx, s) }),
		owner.On(forgetPath, func(ctx context.Context, name string) (bool, error) { return l.Forget(ctx, name) }),
		owner.On(savedPath, func(ctx context.Context, _ struct{}) ([]alert.Saved, error) { return l.Saved(ctx) }),
		owner.On(newPath, func(ctx context.Context, q newRequest) ([]alert.Hit, error) { return l.New(ctx, q.Name, q.Since) }),
	}
}

// Save implements searches.
func (l *living) Save(ctx context.Context, s alert.Saved) error {
	b, err := l.searches()
	if err != nil {
		return err
	}
	return b.Save(ctx, s)
}

// Forget implements searches.
func (l *living) Forget(_ context.Context, name string) (bool, error) {
	b, err := l.searches()
	if err != nil {
		return false, err
	}
	err = b.Remove(name)
	if errors.Is(err, alert.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Saved implements searches.
func (l *living) Saved(context.Context) ([]alert.Saved, error) {
	b, err := l.searches()
	if err != nil {
		return nil, err
	}
	return b.List()
}

// New implements searches.
func (l *living) New(ctx context.Context, name string, since time.Time) ([]alert.Hit, error) {
	b, err := l.searches()
	if err != nil {
		return nil, err
	}
	if err := b.Match(ctx); err != nil {
		return nil, err
	}
	return b.Look(name, since)
}

// remoteSearches asks the owner.
type remoteSearches struct{ client *owner.Client }

func (r remoteSearches) Save(ctx context.Context, s alert.Saved) error {
	_, err := owner.Ask[struct{}](ctx, r.client, savePath, s)
	return err
}

func (r remoteSearches) Forget(ctx context.Context, name string) (bool, error) {
	return owner.Ask[bool](ctx, r.client, forgetPath, name)
}

func (r remoteSearches) Saved(ctx context.Context) ([]alert.Saved, error) {
	return owner.Ask[[]alert.Saved](ctx, r.client, savedPath, struct{}{})
}

func (r remoteSearches) New(ctx context.Context, name string, since time.Time) ([]alert.Hit, error) {
	return owner.Ask[[]alert.Hit](ctx, r.client, newPath, newRequest{name, since})
}

// openSearches opens the saved searches of the index.
func (l *location) openSearches(ctx context.Context, notes io.Writer, command string) (s searches, done func() error, err error) {
	o, client, done, err := l.openOwned(ctx, notes, command, false)
	if err != nil {
		return nil, nil, err
	}
	if client != nil {
		return remoteSearches{client}, done, nil
	}
	return o, done, nil
}
