package complete

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/analyzer"
)

// TestHeldBack measures, over news that is no part of the project, what someone
// who types the headlines of the last seventh is offered by what was learned from
// the others: how often the next word is among eight completions when some words
// and its first letter are typed, with and without marks. It runs if
// NEWSSEARCH_NEWS names a .jsonl.gz of articles, and fails only below what any
// table worth having reaches. Over 34,715 articles it takes 5 s.
func TestHeldBack(t *testing.T) {
	path := os.Getenv("NEWSSEARCH_NEWS")
	if path == "" {
		t.Skip("NEWSSEARCH_NEWS names no articles")
	}
	list := readNews(t, path)
	known, held := list[:len(list)*6/7], list[len(list)*6/7:]
	start, text := time.Now(), 0
	var b Builder
	for _, a := range known {
		b.Add(Article{a.Title, a.Lead, a.Published, 1, 1})
		text += len(a.Title) + len(a.Lead) + len(a.Body)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d articles in %v: %d entries, %d bytes, %.2f %% of the text", len(known), time.Since(start), table.Len(), len(table.data), float64(100*len(table.data))/float64(text))
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name    string
		words   int
		begins  bool // with the headline, or anywhere in it
		atLeast float64
	}{
		{"the first 3 words", 3, true, 0.1},
		{"the first 2 words", 2, true, 0.25},
		{"the first word", 1, true, 0.5},
		{"a word anywhere", 1, false, 0.3},
		{"2 words anywhere", 2, false, 0.1},
	} {
		with, without := nextWord(table, held, r, c.words, c.begins)
		t.Logf("%s and a letter: the next word is offered for %.4f, without marks for %.4f", c.name, with, without)
		if with < c.atLeast || without < c.atLeast {
			t.Errorf("%s: less than %g", c.name, c.atLeast)
		}
	}
	logKeystrokes(t, table, held, r)
}

type news struct {
	Title, Lead, Body string
	Published         time.Time
}

func readNews(t *testing.T, path string) (list []news) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bufio.NewReader(z)); d.More(); {
		var n news
		if err := d.Decode(&n); err != nil {
			t.Fatal(err)
		}
		list = append(list, n)
	}
	return list
}

// nextWord is the share of 4,000 prefixes for which the next word is offered, typed
// with and without marks.
func nextWord(table *Table, held []news, r *rand.Rand, n int, begins bool) (with, without float64) {
	const prefixes = 4000
	for i := 0; i < prefixes; {
		words := wordsOf(held[r.IntN(len(held))].Title)
		if len(words) < n+2 {
			continue
		}
		if !begins {
			words = words[r.IntN(len(words)-n):]
		}
		typed := strings.Join(words[:n], " ") + " " + string([]rune(words[n])[:1])
		offered := func(c Completion) bool {
			w := wordsOf(c.Text)
			return len(w) > n && strings.EqualFold(w[n], words[n])
		}
		if slices.ContainsFunc(table.Find(typed, 8), offered) {
			with += 1. / prefixes
		}
		if slices.ContainsFunc(table.Find(analyzer.StripMarks(typed), 8), offered) {
			without += 1. / prefixes
		}
		i++
	}
	return with, without
}

func wordsOf(text string) (words []string) {
	split(analyzer.Normalize(text), func(piece string, separator bool) {
		if !separator {
			words = append(words, piece)
		}
	})
	return words
}

// logKeystrokes says how long the letters of headlines take, up to 25 each.
func logKeystrokes(t *testing.T, table *Table, held []news, r *rand.Rand) {
	var times []time.Duration
	for range 300 {
		title := []rune(strings.ToLower(held[r.IntN(len(held))].Title))
		for n := 1; n <= min(len(title), 25); n++ {
			start := time.Now()
			table.Find(string(title[:n]), 8)
			times = append(times, time.Since(start))
		}
	}
	slices.Sort(times)
	t.Logf("a keystroke: p50 %v, p99 %v", times[len(times)/2], times[len(times)*99/100])
}
