package testdata_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/testdata"
)

// article has the fields of a line of Articles.
type article struct {
	ID, Title, Lead, Body, Author, Source, Category, URL, Published string

	Captions, Tags []string
}

// text is everything a reader sees of the article.
func (a article) text() string {
	parts := append([]string{a.Title, a.Lead, a.Body, a.Author}, a.Captions...)
	return strings.Join(append(parts, a.Tags...), "\n")
}

// collection is the sample, read strictly.
type collection struct {
	articles map[string]article
	order    []string
	copies   [][]string
}

func load(t *testing.T) collection {
	t.Helper()
	c := collection{articles: map[string]article{}}
	for n, line := range lines(testdata.Articles()) {
		var a article
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&a); err != nil {
			t.Fatalf("articles.jsonl:%d: %v", n+1, err)
		}
		if _, twice := c.articles[a.ID]; twice || a.ID == "" {
			t.Fatalf("articles.jsonl:%d: id %q is empty or used twice", n+1, a.ID)
		}
		c.articles[a.ID] = a
		c.order = append(c.order, a.ID)
	}
	for n, line := range lines(testdata.Duplicates()) {
		group := strings.Fields(line)
		for _, id := range group {
			if _, ok := c.articles[id]; !ok {
				t.Fatalf("duplicates.txt:%d: no article %q", n+1, id)
			}
		}
		c.copies = append(c.copies, group)
	}
	return c
}

func lines(s string) []string { return strings.Split(strings.TrimSuffix(s, "\n"), "\n") }

// TestArticlesAreWhole checks every field that every article must have.
func TestArticlesAreWhole(t *testing.T) {
	var previous time.Time
	c := load(t)
	for _, id := range c.order {
		a := c.articles[id]
		if a.Title == "" || a.Lead == "" || a.Source == "" || a.Category == "" || len(a.Tags) == 0 {
			t.Errorf("%s: title, lead, source, category or tags missing", id)
		}
		if words := len(strings.Fields(a.Body)); words < 120 || words > 350 {
			t.Errorf("%s: body of %d syllables, want 120 to 350", id, words)
		}
		if strings.Count(a.Body, "\n") < 2 {
			t.Errorf("%s: body of fewer than 3 paragraphs", id)
		}
		if !utf8.ValidString(a.text()) || !strings.Contains(a.URL, ".example/") {
			t.Errorf("%s: bad UTF-8 or an address that could resolve: %q", id, a.URL)
		}
		published, err := time.Parse(time.RFC3339, a.Published)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if _, offset := published.Zone(); offset != 7*60*60 {
			t.Errorf("%s: published %s, want +07:00", id, a.Published)
		}
		if published.Before(previous) || published.Year() < 2018 || published.Year() > 2025 {
			t.Errorf("%s: published %s, out of order or of range", id, a.Published)
		}
		previous = published
	}
}

// syllableEnd keeps a pattern from matching inside a longer syllable.
const syllableEnd = `(?:\P{L}|$)`

// TestPromises counts what README.md says the articles have.
func TestPromises(t *testing.T) {
	newTone := regexp.MustCompile(`(?i)[^q](?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])` + syllableEnd)
	shortI := regexp.MustCompile(`(?i)(?:^|\P{L})(?:kĩ|lí|mĩ|tỉ|kì|kí)` + syllableEnd)
	tests := []struct {
		name string
		want int
		has  func(article) bool
	}{
		{"articles", 84, func(article) bool { return true }},
		{"wholly NFD", 12, func(a article) bool {
			return norm.NFD.IsNormalString(a.text()) && !norm.NFC.IsNormalString(a.text())
		}},
		{"new tone placement", 18, func(a article) bool { return newTone.MatchString(norm.NFC.String(a.text())) }},
		{"i for y", 9, func(a article) bool { return shortI.MatchString(norm.NFC.String(a.text())) }},
		{"Ð for Đ", 3, func(a article) bool { return strings.Contains(a.text(), "\u00d0") }},
		{"no-break spaces", 6, func(a article) bool { return strings.Contains(a.text(), "\u00a0") }},
		{"captions", 53, func(a article) bool { return len(a.Captions) > 0 }},
		{"both meanings of BCT: Bộ Chính trị", 5, contains("Bộ Chính trị (BCT)")},
		{"both meanings of BCT: Bộ Công Thương", 2, contains("Bộ Công Thương (BCT)")},
		{"tinh giản biên chế", 7, contains("tinh giản biên chế")},
	}
	c := load(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := 0
			for _, a := range c.articles {
				if test.has(a) {
					got++
				}
			}
			if got != test.want {
				t.Errorf("%d articles, want %d", got, test.want)
			}
		})
	}
}

func contains(s string) func(article) bool {
	return func(a article) bool { return strings.Contains(norm.NFC.String(a.text()), s) }
}

// TestCategories checks that each section of the paper has something in it.
func TestCategories(t *testing.T) {
	count := map[string]int{}
	for _, a := range load(t).articles {
		count[norm.NFC.String(a.Category)]++
	}
	for _, want := range []string{
		"Thời sự", "Chính trị", "Kinh tế", "Xã hội", "Thể thao", "Văn hóa",
		"Khoa học", "Giáo dục", "Y tế", "Thế giới", "Công nghệ", "Môi trường",
	} {
		if count[want] < 2 {
			t.Errorf("category %q has %d articles, want 2", want, count[want])
		}
		delete(count, want)
	}
	if len(count) > 0 {
		t.Errorf("other categories: %v", count)
	}
}

// TestDuplicates checks that reprints share their text and that look-alikes are
// not called duplicates.
func TestDuplicates(t *testing.T) {
	c := load(t)
	reprints := 0
	for _, group := range c.copies {
		first := shingles(c.articles[group[0]])
		for _, id := range group[1:] {
			reprints++
			if share := overlap(first, shingles(c.articles[id])); share < 0.6 {
				t.Errorf("%s shares %.2f of its text with %s, want 0.6", id, share, group[0])
			}
			if c.articles[id].Source == c.articles[group[0]].Source {
				t.Errorf("%s is in the same paper as %s", id, group[0])
			}
			if c.articles[id].Published < c.articles[group[0]].Published {
				t.Errorf("%s is older than the first report", id)
			}
		}
	}
	if len(c.copies) < 6 || reprints < 10 {
		t.Errorf("%d groups with %d reprints, want 6 with 10", len(c.copies), reprints)
	}
	for _, pair := range [][2]string{
		{"gia-vang-0705", "gia-vang-0805"}, {"gia-vang-0805", "gia-vang-0905"},
		{"thoi-tiet-1102", "thoi-tiet-1202"}, {"ty-gia-1510", "ty-gia-1610"},
	} {
		share := overlap(shingles(c.articles[pair[0]]), shingles(c.articles[pair[1]]))
		if share < 0.1 || share > 0.55 {
			t.Errorf("%s and %s share %.2f of their text, want look-alikes: 0.1 to 0.55", pair[0], pair[1], share)
		}
	}
}

var letters = regexp.MustCompile(`[\pL\pN]+`)

// shingles is the set of runs of three syllables of the body, written without
// marks so that the spelling of a reprint does not matter.
func shingles(a article) map[string]bool {
	var plain strings.Builder
	for _, r := range strings.ToLower(norm.NFD.String(a.Body)) {
		switch {
		case r == 'đ' || r == 'ð':
			plain.WriteRune('d')
		case r < 0x300 || r > 0x36f:
			plain.WriteRune(r)
		}
	}
	words := letters.FindAllString(plain.String(), -1)
	set := map[string]bool{}
	for i := 0; i+3 <= len(words); i++ {
		set[strings.Join(words[i:i+3], " ")] = true
	}
	return set
}

// overlap is the Jaccard similarity of two sets.
func overlap(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// readQueries returns the kind of each query by its identifier.
func readQueries(t *testing.T) map[string]string {
	t.Helper()
	kinds, texts := map[string]string{}, map[string]bool{}
	for n, line := range lines(testdata.Queries()) {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || fields[0] == "" || strings.TrimSpace(fields[1]) != fields[1] || fields[1] == "" {
			t.Fatalf("queries.tsv:%d: want identifier, query and kind, got %q", n+1, line)
		}
		if kinds[fields[0]] != "" || texts[fields[1]] {
			t.Errorf("queries.tsv:%d: identifier or query used twice: %q", n+1, line)
		}
		kinds[fields[0]], texts[fields[1]] = fields[2], true
	}
	return kinds
}

// TestQueryKinds checks that there are queries of every kind and no other.
func TestQueryKinds(t *testing.T) {
	kinds := readQueries(t)
	count := map[string]int{}
	for _, kind := range kinds {
		count[kind]++
	}
	want := map[string]int{
		"topic": 50, "person": 20, "place": 15, "phrase": 10, "abbreviation": 15, "date": 7, "question": 15,
		"unmarked": 12, "partly-marked": 7, "telex": 6, "vni": 5, "typo": 8, "filter": 15,
	}
	for kind, least := range want {
		if count[kind] < least {
			t.Errorf("%d queries of kind %s, want %d", count[kind], kind, least)
		}
		delete(count, kind)
	}
	if len(count) > 0 {
		t.Errorf("unknown kinds: %v", count)
	}
	if len(kinds) < 200 {
		t.Errorf("%d queries, want 200", len(kinds))
	}
}

// TestQrels checks that every query is judged, by articles that exist, and that
// near-duplicates are judged alike.
func TestQrels(t *testing.T) {
	c, kinds := load(t), readQueries(t)
	grades := map[string]map[string]int{}
	for n, line := range lines(testdata.Qrels()) {
		fields := strings.Fields(line)
		if len(fields) != 4 || fields[1] != "0" {
			t.Fatalf("qrels.txt:%d: want query 0 article grade, got %q", n+1, line)
		}
		query, id := fields[0], fields[2]
		grade, err := strconv.Atoi(fields[3])
		if err != nil || grade < 1 || grade > 3 {
			t.Errorf("qrels.txt:%d: grade %q, want 1 to 3", n+1, fields[3])
		}
		if _, ok := c.articles[id]; !ok || kinds[query] == "" {
			t.Errorf("qrels.txt:%d: unknown query or article: %q", n+1, line)
		}
		if grades[query] == nil {
			grades[query] = map[string]int{}
		}
		if grades[query][id] != 0 {
			t.Errorf("qrels.txt:%d: judged twice: %q", n+1, line)
		}
		grades[query][id] = grade
	}
	for query, kind := range kinds {
		if len(grades[query]) == 0 {
			t.Errorf("query %s has no judgment", query)
		}
		for _, group := range c.copies {
			if kind != "filter" {
				checkAlike(t, query, group, grades[query])
			}
		}
	}
}

func checkAlike(t *testing.T, query string, group []string, grades map[string]int) {
	t.Helper()
	for _, id := range group[1:] {
		if grades[id] != grades[group[0]] {
			t.Errorf("query %s: %s has grade %d, its first report %s grade %d", query, id, grades[id], group[0], grades[group[0]])
		}
	}
}

// TestTexts checks that the plain text files are there and are not articles of
// the sample under another form.
func TestTexts(t *testing.T) {
	files, err := fs.Glob(testdata.Texts(), "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 6 {
		t.Errorf("%d text files, want 6", len(files))
	}
	date := regexp.MustCompile(`\d\d/\d\d/20\d\d|ngày \d\d tháng \d\d năm 20\d\d`)
	for _, name := range files {
		data, err := fs.ReadFile(testdata.Texts(), name)
		if err != nil {
			t.Fatal(err)
		}
		text := norm.NFC.String(strings.TrimPrefix(string(data), "\ufeff"))
		title, rest, _ := strings.Cut(text, "\n")
		if title = strings.TrimSpace(title); title == "" || !date.MatchString(rest) {
			t.Errorf("%s: no title or no date", name)
		}
		if strings.Contains(norm.NFC.String(testdata.Articles()), title) {
			t.Errorf("%s: its title is also in articles.jsonl", name)
		}
	}
}
