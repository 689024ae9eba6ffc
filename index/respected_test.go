package index_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// forms are the ways to ask for one word with marks in which it is never changed.
// Each finds articles of its own.
var forms = map[string]string{
	"alone": "%s", "in quotes": `"%s"`, "in the title": "title:%s", "in the lead": "lead:%s", "excluded": "một -%s", "in a choice": "%s OR xyzzy",
}

// markedSyllables are the syllables with marks that at least so many articles of x have.
func markedSyllables(t *testing.T, x *index.Index, least int) []string {
	t.Helper()
	articles := map[string]int{}
	for a, err := range x.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, text := range append([]string{a.Title, a.Lead, a.Body}, a.Captions...) {
			for _, term := range analyzer.Terms(text) {
				if !seen[term] && analyzer.IsSyllable(term) && analyzer.StripMarks(term) != term {
					seen[term] = true
					articles[term]++
				}
			}
		}
	}
	var out []string
	for term, n := range articles {
		if n >= least {
			out = append(out, term)
		}
	}
	return out
}

// everyMarkedSyllable asks for each of them and reports those that are read as another word.
func everyMarkedSyllable(t *testing.T, x *index.Index, syllables []string) {
	t.Helper()
	for name, form := range forms {
		changed := 0
		for _, s := range syllables {
			r := search(t, x, index.Request{Query: fmt.Sprintf(form, s), Limit: 1, SnippetRunes: -1})
			for _, reading := range r.Readings {
				if reading.Typed == s {
					changed++
					t.Errorf("%q is read as %q", r.Query, reading.Read)
				}
			}
		}
		t.Logf("%s: %d of %d syllables are read as another word", name, changed, len(syllables))
	}
}

// A word with marks that an article has is that word, whatever is commoner.
func TestEveryMarkedSyllable(t *testing.T) {
	x := sampleIndex(t, 84)
	everyMarkedSyllable(t, x, markedSyllables(t, x, 1))
}

// TestEveryMarkedSyllableOfNews does the same with a collection of one's own, for what
// a hundred of its articles have:
//
//	NEWSSEARCH_NEWS=baomoi2017.jsonl.gz go test ./index -run TestEveryMarkedSyllableOfNews -v
func TestEveryMarkedSyllableOfNews(t *testing.T) {
	path := os.Getenv("NEWSSEARCH_NEWS")
	if path == "" {
		t.Skip("NEWSSEARCH_NEWS names no collection")
	}
	x := open(t, t.TempDir()+"/ix", index.Options{})
	put(t, x, newsOf(t, path)...)
	everyMarkedSyllable(t, x, markedSyllables(t, x, 100))
}

// meetings are articles in which hợp is far commoner than họp, and biên chế than biên chê.
func meetings(t *testing.T) *index.Index {
	x := open(t, t.TempDir()+"/ix", index.Options{})
	var articles []index.Article
	for i := range 40 {
		articles = append(articles, index.Article{ID: fmt.Sprint("hd", i), Title: "Hợp đồng lao động",
			Body: fmt.Sprintf("Bản hợp đồng số %d phù hợp với luật. Tỉnh tinh giản biên chế. Được mùa.", i)})
	}
	for i := range 3 {
		articles = append(articles, index.Article{ID: fmt.Sprint("h", i), Title: "Cuộc họp báo",
			Body: fmt.Sprintf("Lần họp thứ %d. Không ai chê. Ngành dược.", i)})
	}
	put(t, x, articles...)
	return x
}

func TestNeighboursCompleteAWord(t *testing.T) {
	x := meetings(t)
	for query, want := range map[string]string{
		"họp": "", "họp báo": "", `"họp báo"`: "", "title:họp": "", "hợp đồng": "", "luật -dược": "",
		"biên chê":              "biên chế", // chê never stands behind biên, chế always does
		"tinh giản biên chê":    "tinh giản biên chế",
		`"biên chê"`:            "",
		"chê":                   "",
		"không ai chê":          "",
		"title:biên title:chê":  "",
		"họp đồng lao động":     "hợp đồng lao động",
		"lần họp đồng":          "", // it stands beside lần
		"luật -duoc":            "luật -được",
		"luật -bien":            "luật -biên",
		"hop":                   "hợp",
		"tinh gian bien che":    "tinh giản biên chế",
		"biên chê họp báo":      "biên chế họp báo",
		"tinh giản biên chees":  "tinh giản biên chế", // raw keys among marks
		"tinh giản bieen chees": "tinh giản biên chế",
		"tinh giản bie6n che61": "tinh giản biên chế",
	} {
		r := ask(t, x, query)
		if r.Understood != want {
			t.Errorf("%s is understood as %q, want %q", query, r.Understood, want)
		}
		if want == "" {
			continue
		}
		if len(r.Readings) == 0 {
			t.Errorf("%s: no reading is told", query)
		}
		literal := search(t, x, index.Request{Query: query, Literal: true})
		if literal.Understood != "" {
			t.Errorf("%s, literally: understood as %q", query, literal.Understood)
		}
	}
}

// What was respected against its neighbours is asked about.
func TestAnotherReadingIsOffered(t *testing.T) {
	x := meetings(t)
	put(t, x, index.Article{ID: "odd", Title: "Thơ", Body: "Biên chê bai."}) // so biên chê stands somewhere
	r := ask(t, x, "tinh giản biên chê")
	if r.Understood != "" || len(r.Suggestions) == 0 || r.Suggestions[0].Query != "tinh giản biên chế" {
		t.Errorf("understood as %q, suggestions %+v", r.Understood, r.Suggestions)
	}
}

// The marks of an abbreviation are meant as well.
func TestMarksOfAbbreviationsAreMeant(t *testing.T) {
	x := open(t, t.TempDir()+"/ix", index.Options{})
	var articles []index.Article
	for i := range 5 {
		articles = append(articles,
			index.Article{ID: fmt.Sprint("ca", i), Title: "Công an (CA)", Body: fmt.Sprintf("Công an (CA) tỉnh, tin %d.", i)},
			index.Article{ID: fmt.Sprint("tu", i), Title: "Thành ủy", Body: fmt.Sprintf("Thành ủy (TU) họp lần %d.", i)},
			index.Article{ID: fmt.Sprint("w", i), Title: "Trung ương", Body: fmt.Sprintf("Trung ương (TƯ) họp lần %d. Món cá kho.", i)})
	}
	put(t, x, articles...)
	for query, want := range map[string]string{"món CA": "Công an", "món CÁ": "", "họp TƯ": "Trung ương", "giá CẢ": ""} {
		var read []string
		for _, reading := range ask(t, x, query).Readings {
			if reading.Kind == index.MatchAbbreviation {
				read = append(read, append(reading.Choices, reading.Read)...)
			}
		}
		if got := strings.Join(read, ", "); got != want {
			t.Errorf("%s is read as %q, want %q", query, got, want)
		}
	}
}

func newsOf(t *testing.T, path string) []index.Article {
	t.Helper()
	var articles []index.Article
	for _, line := range gunzipped(t, path) {
		var a index.Article
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}

func gunzipped(t *testing.T, path string) [][]byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n"))
}
