package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// priced is an index in which queries that begin with "dear" are dear, and take until
// they are let go.
type priced struct {
	*index.Index
	running, most atomic.Int64
	let           chan struct{}
}

func (p *priced) isDear(r index.Request) bool { return strings.HasPrefix(r.Query, "dear") }

func (p *priced) Cost(_ context.Context, r index.Request) (int64, error) {
	if p.isDear(r) {
		return 100 * dearPostings, nil
	}
	return 1, nil
}

func (p *priced) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if p.isDear(r) {
		n := p.running.Add(1)
		defer p.running.Add(-1)
		for old := p.most.Load(); n > old && !p.most.CompareAndSwap(old, n); old = p.most.Load() {
		}
		select {
		case <-p.let:
		case <-ctx.Done():
			return index.Result{}, ctx.Err()
		}
	}
	return p.Index.Search(ctx, r)
}

// Clients that ask dear queries leave turns for others, and are refused when too many wait.
func TestDearSearchesHaveTheirLane(t *testing.T) {
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	p := &priced{Index: idx, let: make(chan struct{})}
	h := newHandler(t, p, Options{Limits: Limits{Searches: 4, Waiting: 16, Wait: time.Minute, Timeout: time.Minute}})
	const attackers, dearTurns, dearWaiting = 8, 1, 4
	codes, refused := make(chan int, attackers), make(chan struct{}, attackers)
	var group sync.WaitGroup
	for range attackers {
		group.Go(func() {
			w := get(h, "/api/search?q=dear")
			if w.Code == http.StatusServiceUnavailable {
				if w.Header().Get("Retry-After") == "" {
					t.Error("refused without Retry-After")
				}
				refused <- struct{}{}
			}
			codes <- w.Code
		})
	}
	for range attackers - dearTurns - dearWaiting {
		select {
		case <-refused:
		case <-time.After(10 * time.Second):
			t.Fatal("too many dear searches are not refused")
		}
	}
	for range 20 { // none of them waits for a dear one, which are not let go yet
		if w := get(h, "/api/search?q=gia"); w.Code != http.StatusOK {
			t.Fatalf("a common search is answered %d", w.Code)
		}
	}
	close(p.let)
	group.Wait()
	counts := map[int]int{}
	for range attackers {
		counts[<-codes]++
	}
	if p.most.Load() != dearTurns || counts[http.StatusOK] != dearTurns+dearWaiting {
		t.Errorf("%d dear searches at the same time, answers %v", p.most.Load(), counts)
	}
}
