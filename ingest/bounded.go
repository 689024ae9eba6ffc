package ingest

import (
	"context"
	"fmt"
	"time"
)

// documentTime is how long one page or feed may take. Real ones take less than a
// second; what takes longer is made to.
const documentTime = 30 * time.Second

// bounded runs parse, which reads what strangers wrote, and ends with ctx or after
// documentTime. A panic in it becomes an error. If it ends early, parse goes on in
// the background until it is done with its input, which has a limit.
func bounded[T any](ctx context.Context, parse func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r = result{err: fmt.Errorf("the document cannot be read: %v", p)}
			}
			done <- r
		}()
		r.value, r.err = parse()
	}()
	timer := time.NewTimer(documentTime)
	defer timer.Stop()
	var none T
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return none, ctx.Err()
	case <-timer.C:
		return none, fmt.Errorf("the document took more than %v", documentTime)
	}
}
