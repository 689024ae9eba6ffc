package index

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// slicedDocs is from how many articles on a segment has slices.
const slicedDocs = 1024

// changing is an index whose articles are changed beside a map of what they say.
type changing struct {
	t     *testing.T
	index *Index
	r     *rand.Rand
	texts map[string]string
}

// phraseWords are few, so that phrases are found; some the vocabulary lacks.
var phraseWords = strings.Fields("cầu đường nhà máy điện gió zyxgrid Qwrtland covid-19 12.345 hội nghị")

func (c *changing) put(from, n int) {
	c.t.Helper()
	var articles []Article
	for i := range n {
		var words []string
		for range 3 + c.r.IntN(12) {
			words = append(words, phraseWords[c.r.IntN(len(phraseWords))])
		}
		a := Article{ID: fmt.Sprint("bai-", from+i), Body: strings.Join(words, " ")}
		c.texts[a.ID] = " " + strings.ToLower(a.Body) + " "
		articles = append(articles, a)
	}
	if _, err := c.index.Put(context.Background(), articles); err != nil {
		c.t.Fatal(err)
	}
}

func (c *changing) delete(n int) {
	c.t.Helper()
	var ids []string
	for id := range c.texts {
		if ids = append(ids, id); len(ids) == n {
			break
		}
	}
	for _, id := range ids {
		delete(c.texts, id)
	}
	if deleted, err := c.index.Delete(context.Background(), ids...); err != nil || deleted != n {
		c.t.Fatal(deleted, err)
	}
}

// check compares phrases of all pairs with what the articles say.
func (c *changing) check(when string) {
	c.t.Helper()
	for i, first := range phraseWords {
		second := phraseWords[(i*5+3)%len(phraseWords)]
		phrase := strings.ToLower(first + " " + second)
		var want, got []string
		for id, text := range c.texts {
			if strings.Contains(text, " "+phrase+" ") {
				want = append(want, id)
			}
		}
		for offset := 0; ; offset += MaxLimit {
			r, err := c.index.Search(context.Background(), Request{Query: `"` + phrase + `"`, Limit: MaxLimit, Offset: offset, NoCollapse: true})
			if err != nil {
				c.t.Fatal(err)
			}
			for _, h := range r.Hits {
				got = append(got, h.ID)
			}
			if len(r.Hits) < MaxLimit {
				break
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			c.t.Fatalf("%s, %q: %d articles, want %d", when, phrase, len(got), len(want))
		}
	}
}

// What Warm keeps belongs to segments that are replaced, merged and deleted from.
func TestWarmWhileChanging(t *testing.T) {
	x, err := Open(t.Context(), filepath.Join(t.TempDir(), "index"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &changing{t: t, index: x, r: rand.New(rand.NewPCG(1, 2)), texts: map[string]string{}}
	defer func() { _ = x.Close() }()
	c.put(0, 2*slicedDocs)
	c.check("cold")
	for round := range 8 {
		if err := x.Warm(context.Background()); err != nil {
			t.Fatal(err)
		}
		c.check(fmt.Sprint("warm ", round))
		c.put(round*200, 150) // replaced, for most
		c.put(10_000+round*50, 50)
		c.delete(100)
		c.check(fmt.Sprint("changed ", round))
		if round%2 == 1 {
			x.tidier.Start(1)
			x.tidier.Wait()
			c.check(fmt.Sprint("merged ", round))
		}
	}
	if err := errors.Join(x.Warm(context.Background()), x.Close()); err != nil {
		t.Fatal(err)
	}
}

// What a Warm that was stopped has read is of use to the next.
func TestWarmGoesOn(t *testing.T) {
	x, err := Open(t.Context(), filepath.Join(t.TempDir(), "index"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	c := &changing{t: t, index: x, r: rand.New(rand.NewPCG(3, 4)), texts: map[string]string{}}
	c.put(0, 3*slicedDocs)
	if err := x.Warm(&endingContext{t.Context(), 2 * slicedDocs}); !errors.Is(err, context.Canceled) {
		t.Fatal("Warm is not stopped:", err)
	}
	if err := x.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.check("warm")
	used := x.sequences.Used()
	if err := x.Warm(context.Background()); err != nil || x.sequences.Used() != used {
		t.Errorf("%d bytes are kept, %d after Warm once more, %v", used, x.sequences.Used(), err)
	}
	if least := int64(512 * 3 * slicedDocs); used < least {
		t.Errorf("%d bytes are kept, the slices alone take %d", used, least)
	}
}

// endingContext ends after it was asked left times.
type endingContext struct {
	context.Context
	left int
}

func (c *endingContext) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}
