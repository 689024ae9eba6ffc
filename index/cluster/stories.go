package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// The story of an article is the content hash of the first article that told it
// in nearly the same words: its own when nobody did before. Articles that share
// keys of their sketches are looked for in the cluster, and among those that this
// process put last, which searches do not see yet. Articles that two processes
// put within a second of each other may stay two stories.

const (
	// maxCompared bounds the articles of the cluster that one is compared with.
	maxCompared = 6
	// maxRecent bounds the articles of this process that are remembered, about
	// 4 KB each. It is many times what is put within refresh_interval.
	maxRecent = 8192
)

// recentStories are the stories of the articles that this process put last.
type recentStories struct {
	mu    sync.Mutex
	table *dup.Table
	known map[uint64]*telling
	queue []uint64 // the keys of known, the oldest first
	last  uint64   // the number given last
}

// telling is an article as a telling of its story.
type telling struct {
	set   dup.Set
	story string
}

func newRecentStories() *recentStories {
	return &recentStories{table: dup.NewTable(2 * maxRecent), known: map[uint64]*telling{}}
}

// assign decides the story of d, whose words are text, and remembers it. more
// are the tellings found in the cluster.
func (r *recentStories) assign(d *document, text dup.Text, more []telling) {
	d.Story = d.Hash
	sketch := text.Sketch()
	if sketch.IsZero() {
		return
	}
	own := text.Set()
	r.mu.Lock()
	defer r.mu.Unlock()
	best := 0.0
	consider := func(t *telling) {
		if l := dup.Compare(own, t.set); l.Near() && l.Jaccard > best {
			d.Story, best = t.story, l.Jaccard
		}
	}
	for i := range more {
		consider(&more[i])
	}
	for _, c := range r.table.Candidates(&sketch, maxCompared) {
		if t, ok := r.known[c.Hash]; ok {
			consider(t)
		}
	}
	r.last++
	r.table.Add(r.last, 0, sketch)
	r.known[r.last] = &telling{own, d.Story}
	r.queue = append(r.queue, r.last)
	if len(r.queue) > maxRecent {
		delete(r.known, r.queue[0])
		r.table.Remove(r.queue[0])
		r.queue = r.queue[1:]
	}
}

// words returns what near-duplicates of an article are recognised by: captions
// and tags are each paper's own.
func (p *placer) words(a *index.Article) dup.Text {
	var text dup.Text
	for _, part := range [...]string{a.Title, a.Lead, a.Body} {
		p.tokens = p.tokenizer.Append(p.tokens[:0], part)
		p.hashes = p.hashes[:0]
		for i := range p.tokens {
			p.hashes = append(p.hashes, pairs.Term(p.tokens[i].Term))
		}
		text = text.Append(p.tokens, p.hashes)
	}
	return text
}

// nearKeys are the keys of a sketch as terms.
func nearKeys(s *dup.Sketch) []string {
	if s.IsZero() {
		return nil
	}
	keys := make([]string, len(s))
	for i, k := range s {
		keys[i] = fmt.Sprintf("%x:%x", i, k)
	}
	return keys
}

// assignStories decides the stories of documents that are about to be put.
func (c *Cluster) assignStories(ctx context.Context, p *placer, docs []*document) error {
	texts := make([]dup.Text, len(docs))
	for i, d := range docs {
		texts[i] = p.words(d.Article)
		sketch := texts[i].Sketch()
		d.Near = nearKeys(&sketch)
	}
	found, err := c.tellings(ctx, p, docs)
	if err != nil {
		return fmt.Errorf("look for near-duplicates: %w", err)
	}
	for i, d := range docs {
		c.recent.assign(d, texts[i], found[i])
	}
	return nil
}

// storyHit is an article of the cluster that shares keys with a new one.
type storyHit struct {
	ID     string `json:"_id"`
	Source struct {
		Story   string
		Article index.Article
	} `json:"_source"`
}

// tellings returns for each document the articles of the cluster that share keys
// with it. It costs one request.
func (c *Cluster) tellings(ctx context.Context, p *placer, docs []*document) ([][]telling, error) {
	found := make([][]telling, len(docs))
	var body bytes.Buffer
	var asked []int
	out := json.NewEncoder(&body)
	for i, d := range docs {
		if len(d.Near) == 0 {
			continue
		}
		asked = append(asked, i)
		if err := out.Encode(object{}); err != nil {
			return nil, err
		}
		if err := out.Encode(storyQuery(d)); err != nil {
			return nil, err
		}
	}
	if len(asked) == 0 {
		return found, nil
	}
	var answer struct {
		Responses []struct {
			answerHead
			Error *struct{ Reason string }
			Hits  struct{ Hits []storyHit }
		}
	}
	r := request{path: "/" + c.options.Index + "/_msearch", kind: "application/x-ndjson", body: body.Bytes()}
	if err := c.retry(ctx, http.MethodPost, r, &answer); err != nil {
		return nil, err
	}
	if len(answer.Responses) != len(asked) {
		return nil, fmt.Errorf("the cluster answers %d of %d questions", len(answer.Responses), len(asked))
	}
	for n, res := range answer.Responses {
		if res.Error != nil {
			return nil, fmt.Errorf("the cluster refuses it: %s", res.Error.Reason)
		}
		if err := res.whole(); err != nil {
			return nil, err
		}
		for i := range res.Hits.Hits {
			if hit := &res.Hits.Hits[i]; hit.ID != documentID(docs[asked[n]].Article.ID) {
				found[asked[n]] = append(found[asked[n]], telling{p.words(&hit.Source.Article).Set(), hit.Source.Story})
			}
		}
	}
	return found, nil
}

// storyQuery asks for those that share the most keys with d.
func storyQuery(d *document) object {
	should := make([]object, len(d.Near))
	for i, key := range d.Near {
		should[i] = object{"constant_score": object{"filter": object{"term": object{fieldNear: key}}}}
	}
	return object{
		"size": maxCompared, "track_total_hits": false,
		"_source": []string{fieldStory, "article.title", "article.lead", "article.body"},
		"query":   object{"bool": object{"should": should, "minimum_should_match": 1}},
	}
}
