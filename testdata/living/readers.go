package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// readerTimeout is how long a reader waits for an answer.
const readerTimeout = 5 * time.Second

// readers search without a break.
type readers struct {
	cancel  context.CancelFunc
	done    chan struct{}
	failing chan bool
	times   []time.Duration
	fault   error
}

func startReaders(ctx context.Context, address string) *readers {
	ctx, cancel := context.WithCancel(ctx)
	r := &readers{cancel: cancel, done: make(chan struct{}), failing: make(chan bool)}
	go func() {
		defer close(r.done)
		r.read(ctx, address)
	}()
	return r
}

func (r *readers) mayFail(may bool) { r.failing <- may }

func (r *readers) read(ctx context.Context, address string) {
	may := false
	queries := []string{"kenh muong", "giá vàng", "hồ chứa", "tinh gian bien che", "be luc"}
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case may = <-r.failing:
		case <-time.After(20 * time.Millisecond):
		}
		began := time.Now()
		err := search(ctx, address, queries[i%len(queries)])
		if ctx.Err() != nil {
			return
		}
		if err != nil && !may && r.fault == nil {
			// It may be the one that was under way when the server was killed.
			select {
			case may = <-r.failing:
			case <-time.After(time.Second):
			}
			if !may {
				r.fault = err
			}
		}
		if err == nil {
			r.times = append(r.times, time.Since(began))
		}
	}
}

// search asks for an answer and throws it away.
func search(ctx context.Context, address, query string) error {
	_, err := ask(ctx, address, query)
	return err
}

// finds reports whether a search has an answer.
func finds(ctx context.Context, address, query string) (bool, error) {
	body, err := ask(ctx, address, query)
	return bytes.Contains(body, []byte(`"hits":[{`)), err
}

func ask(ctx context.Context, address, query string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, readerTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/search?q="+url.QueryEscape(query), http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("search %q: status %d, %v", query, response.StatusCode, err)
	}
	return body, nil
}

// stop ends the readers and says whether a search failed that had not to.
func (r *readers) stop() error {
	r.cancel()
	<-r.done
	if r.fault != nil {
		return fmt.Errorf("a search failed: %w", r.fault)
	}
	slices.Sort(r.times)
	n := len(r.times)
	if n == 0 {
		return errors.New("nobody searched")
	}
	fmt.Printf("living: %d searches, none failed; half took less than %v, 99 %% less than %v\n",
		n, r.times[n/2].Round(10*time.Microsecond), r.times[n*99/100].Round(10*time.Microsecond))
	return nil
}
