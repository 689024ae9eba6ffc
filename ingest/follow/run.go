package follow

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// Run follows all sources until ctx ends. Sources that are added or removed
// meanwhile are noticed at once.
func (f *Follower) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	type keeper struct {
		cancel context.CancelFunc
		until  string // the settings it runs with
	}
	running := map[string]keeper{}
	for {
		changed := f.changes()
		list, err := f.store.all()
		if err != nil {
			return err
		}
		wanted := map[string]bool{}
		for _, src := range list {
			wanted[src.Address] = true
			settings := src.Added.String() + src.Settings.key()
			if k, ok := running[src.Address]; ok {
				if k.until == settings {
					continue
				}
				k.cancel()
			}
			keeping, cancel := context.WithCancel(ctx)
			running[src.Address] = keeper{cancel, settings}
			wg.Go(func() {
				defer cancel()
				f.keep(keeping, src.Source)
			})
		}
		for address, k := range running {
			if !wanted[address] {
				k.cancel()
				delete(running, address)
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			for _, k := range running {
				k.cancel()
			}
			return ctx.Err()
		}
	}
}

// key changes with the settings.
func (s Settings) key() string {
	return strings.Join([]string{s.every().String(), s.Delay.String(), s.Since.String(), s.Name, boolKey(s.Private), boolKey(s.Backfill)}, "|")
}

func boolKey(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// keep visits a source again and again.
func (f *Follower) keep(ctx context.Context, src Source) {
	var news <-chan struct{}
	if src.Kind == KindFolder {
		news = f.watch(ctx, src.Listing)
	}
	for {
		next, err := f.visit(ctx, src.Address, false)
		if errors.Is(err, ErrNotFollowed) || ctx.Err() != nil {
			return
		}
		if err != nil {
			f.log.Error("a source cannot be kept up", "source", src.Address, "error", err)
			next = time.Now().Add(src.Settings.every())
		}
		timer := time.NewTimer(max(time.Until(next), 0))
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-news:
			f.due(src.Address)
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// Fetch visits the sources with the given addresses once, all of them when none is
// given, whether they are due or not, and fetches what waits. Sources that fail do
// not keep the others from being visited. done, when not nil, is told of each.
func (f *Follower) Fetch(ctx context.Context, addresses []string, done func(Status)) error {
	list, err := f.chosen(addresses)
	if err != nil {
		return err
	}
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		errs []error
	)
	for _, src := range list {
		wg.Go(func() {
			_, err := f.visit(ctx, src.Address, true)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
			}
			if status, err := f.status(src.Address); err == nil && done != nil {
				done(status)
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(errs...)
}

// chosen returns the sources with the given addresses, or all.
func (f *Follower) chosen(addresses []string) ([]Status, error) {
	if len(addresses) == 0 {
		return f.store.all()
	}
	var list []Status
	for _, a := range addresses {
		address, err := Address(a)
		if err != nil {
			return nil, err
		}
		src, err := f.store.source(address)
		if err != nil {
			return nil, err
		}
		list = append(list, Status{Source: src})
	}
	return list, nil
}

func (f *Follower) status(address string) (Status, error) {
	list, err := f.store.all()
	for _, s := range list {
		if s.Address == address {
			return s, nil
		}
	}
	if err == nil {
		err = ErrNotFollowed
	}
	return Status{}, err
}
