package batch

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

var limits = Limits{Items: 20, Bytes: 1000, Age: 500 * time.Millisecond, Retry: 50 * time.Millisecond}

// Items that come slowly go into batches by age, those that come fast by number.
func TestBatcher(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := New(limits, func(*string) int { return 1 })
		var sizes []int
		read := make(chan struct{})
		go func() {
			defer close(read)
			for batch := range b.Out {
				sizes = append(sizes, len(batch.Items))
				if want := sum(sizes); batch.End != want || batch.Number != len(sizes)-1 {
					t.Errorf("batch %d ends at %d, want %d", batch.Number, batch.End, want)
				}
			}
		}()
		b.Feed(t.Context(), func(yield func(string) bool) {
			for i := range limits.Items + 2 {
				yield(fmt.Sprint(i))
			}
			time.Sleep(2 * limits.Age)
			yield("late")
		})
		<-read
		if fmt.Sprint(sizes) != fmt.Sprint([]int{limits.Items, 2, 1}) {
			t.Errorf("batches of %d items", sizes)
		}
	})
}

// A batch that is old waits while nobody is free, and goes on filling.
func TestBatcherBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := New(limits, func(*string) int { return 1 })
		ctx, cancel := context.WithCancel(t.Context())
		go b.Feed(ctx, func(yield func(string) bool) {
			yield("a")
			time.Sleep(10 * limits.Age)
			yield("b")
			time.Sleep(time.Hour)
		})
		time.Sleep(11 * limits.Age)
		if got := <-b.Out; len(got.Items) != 2 || got.End != 2 {
			t.Errorf("batch of %d items up to %d", len(got.Items), got.End)
		}
		cancel()
		if _, ok := <-b.Out; ok {
			t.Error("a batch after the last")
		}
	})
}

func TestSettled(t *testing.T) {
	var s Settled
	for _, step := range []struct{ number, end, want int }{{1, 20, 0}, {0, 10, 20}, {3, 40, 20}, {2, 30, 40}} {
		if got := s.Settle(step.number, step.end); got != step.want {
			t.Errorf("after batch %d: %d are settled, want %d", step.number, got, step.want)
		}
	}
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}
