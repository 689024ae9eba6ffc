package index

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// Articles that come slowly go into batches by age, those that come fast by number.
func TestBatcher(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBatcher()
		var sizes []int
		read := make(chan struct{})
		go func() {
			defer close(read)
			for batch := range b.out {
				sizes = append(sizes, len(batch.articles))
				if want := sum(sizes); batch.end != want || batch.number != len(sizes)-1 {
					t.Errorf("batch %d ends at %d, want %d", batch.number, batch.end, want)
				}
			}
		}()
		b.feed(t.Context(), func(yield func(Article) bool) {
			for i := range batchArticles + 2 {
				yield(Article{ID: fmt.Sprint(i)})
			}
			time.Sleep(2 * batchAge)
			yield(Article{ID: "late"})
		})
		<-read
		if fmt.Sprint(sizes) != fmt.Sprint([]int{batchArticles, 2, 1}) {
			t.Errorf("batches of %d articles", sizes)
		}
	})
}

// A batch that is old waits while all writers are at work, and goes on filling.
func TestBatcherBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBatcher()
		ctx, cancel := context.WithCancel(t.Context())
		go b.feed(ctx, func(yield func(Article) bool) {
			yield(Article{ID: "a"})
			time.Sleep(10 * batchAge)
			yield(Article{ID: "b"})
			time.Sleep(time.Hour)
		})
		time.Sleep(11 * batchAge)
		if got := <-b.out; len(got.articles) != 2 || got.end != 2 {
			t.Errorf("batch of %d articles up to %d", len(got.articles), got.end)
		}
		cancel()
		if _, ok := <-b.out; ok {
			t.Error("a batch after the last")
		}
	})
}

func TestSettling(t *testing.T) {
	s := settling{ends: map[int]int{}}
	for _, step := range []struct{ number, end, want int }{{1, 20, 0}, {0, 10, 20}, {3, 40, 20}, {2, 30, 40}} {
		if got := s.settle(batch{number: step.number, end: step.end}); got != step.want {
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
