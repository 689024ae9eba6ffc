package message

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

var update = flag.Bool("update", false, "rewrite testdata/catalogue.golden")

const golden = "testdata/catalogue.golden"

// What is said stands in a file, both languages together, so that a change of words is
// a difference that a person can read. Each text is there in both.
func TestCatalogue(t *testing.T) {
	var b strings.Builder
	entry := func(name, en, vi string) {
		if en == "" || vi == "" {
			t.Errorf("%s is missing in a language: %q, %q", name, en, vi)
		}
		fmt.Fprintf(&b, "%s\n\t%s\n\t%s\n", name, en, vi)
	}
	for _, name := range fields() {
		at := func(c *Catalogue) string { return reflect.ValueOf(*c).FieldByName(name).String() }
		entry(name, at(&english), at(&vietnamese))
	}
	for _, said := range examples {
		entry(said.name, said.by(&english), said.by(&vietnamese))
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the catalogue is not %s; if the change is meant, run the test with -update and read the difference", golden)
	}
}

// fields are the names of the texts without anything in them.
func fields() (names []string) {
	for _, group := range []any{Answer{}, Page{}, Command{}, Upkeep{}} {
		for f := range reflect.TypeOf(group).Fields() {
			names = append(names, f.Name)
		}
	}
	return names
}

var (
	today    = time.Date(2024, 5, 8, 9, 0, 0, 0, index.VietnamTime)
	year     = time.Date(2018, 1, 1, 0, 0, 0, 0, index.VietnamTime)
	examples = []struct {
		name string
		by   func(c *Catalogue) string
	}{
		{"Nothing", func(c *Catalogue) string { return c.Nothing("giá vàng") }},
		{"Nothing, filtered", func(c *Catalogue) string { return c.Nothing("") }},
		{"Nothing, long", func(c *Catalogue) string { return c.Nothing(strings.Repeat("ă", 100)) }},
		{"Reading", func(c *Catalogue) string {
			return c.Reading(index.Reading{Typed: "BCT", Read: "Bộ Công Thương", Choices: []string{"Bộ Chính trị"}})
		}},
		{"Phrases", func(c *Catalogue) string { return c.Phrases([]string{"một", "hai"}) }},
		{"Offer literal", offer(index.SuggestLiteral)},
		{"Offer spelling", offer(index.SuggestSpelling)},
		{"Offer abbreviation", offer(index.SuggestAbbreviation)},
		{"Offer fewer words", offer(index.SuggestFewerWords)},
		{"Offer without filters", offer(index.SuggestWithoutFilters)},
		{"Offer date", offer(index.SuggestDate)},
		{"Offer of a new kind", offer("brand-new")},
		{"Match tone", match(index.MatchTone)},
		{"Match marks", match(index.MatchMarks)},
		{"Match keys", match(index.MatchKeys)},
		{"Match abbreviation", match(index.MatchAbbreviation)},
		{"Match spacing", match(index.MatchSpacing)},
		{"Match spelling", match(index.MatchSpelling)},
		{"Articles, 1", func(c *Catalogue) string { return c.Articles(1) }},
		{"Articles", func(c *Catalogue) string { return c.Articles(37369) }},
		{"Reprints, 1", func(c *Catalogue) string { return c.Reprints(1) }},
		{"Reprints", func(c *Catalogue) string { return c.Reprints(3) }},
		{"Found", func(c *Catalogue) string { return c.Found(&index.Result{Total: 1234, Stories: 1200}) }},
		{"Found at least", func(c *Catalogue) string { return c.Found(&index.Result{Total: 9, TotalIs: index.TotalAtLeast}) }},
		{"Figures", func(c *Catalogue) string {
			return c.Figures(&index.Result{Total: 37369, Facets: &index.Facets{Interval: "month", Dates: []index.DateCount{{From: year}, {From: today}}}})
		}},
		{"Date", func(c *Catalogue) string { return c.Date(today) }},
		{"Ago, now", func(c *Catalogue) string { return c.Ago(today, today) }},
		{"Ago, minutes", func(c *Catalogue) string { return c.Ago(today.Add(-20*time.Minute), today) }},
		{"Ago, hours", func(c *Catalogue) string { return c.Ago(today.Add(-2*time.Hour), today) }},
		{"Ago, yesterday", func(c *Catalogue) string { return c.Ago(today.AddDate(0, 0, -1), today) }},
		{"Ago, days", func(c *Catalogue) string { return c.Ago(today.AddDate(0, 0, -3), today) }},
		{"Ago, long", func(c *Catalogue) string { return c.Ago(year, today) }},
		{"Period, year", func(c *Catalogue) string { return c.Period(year, year.AddDate(1, 0, 0)) }},
		{"Period, month", func(c *Catalogue) string { return c.Period(year, year.AddDate(0, 1, 0)) }},
		{"Period, day", func(c *Catalogue) string { return c.Period(year, year.AddDate(0, 0, 1)) }},
		{"Period, days", func(c *Catalogue) string { return c.Period(year, year.AddDate(0, 0, 7)) }},
		{"Period, since", func(c *Catalogue) string { return c.Period(year, time.Time{}) }},
		{"Period, until", func(c *Catalogue) string { return c.Period(time.Time{}, year) }},
		{"Bar of years", func(c *Catalogue) string { return c.Bar(year, year.AddDate(3, 0, 0), "year") }},
		{"Order newest", order(index.SortNewest)},
		{"Order oldest", order(index.SortOldest)},
		{"Order relevance", order(index.SortRelevance)},
		{"Add", func(c *Catalogue) string { return c.Add(c.SearchLiterally, "--literal") }},
		{"NoIndex", func(c *Catalogue) string { return c.NoIndex("/kho", c.Searching) }},
		{"NoArticle", func(c *Catalogue) string { return c.NoArticle("a1") }},
		{"Shown", func(c *Catalogue) string { return c.Shown(11, 20) }},
		{"Ahead, now", func(c *Catalogue) string { return c.Ahead(today, today) }},
		{"Ahead, seconds", func(c *Catalogue) string { return c.Ahead(today.Add(9*time.Second), today) }},
		{"Ahead, minutes", func(c *Catalogue) string { return c.Ahead(today.Add(20*time.Minute), today) }},
		{"Ahead, hours", func(c *Catalogue) string { return c.Ahead(today.Add(2*time.Hour), today) }},
		{"Ahead, days", func(c *Catalogue) string { return c.Ahead(today.AddDate(0, 0, 2), today) }},
		{"Kind feed", kind("feed")},
		{"Kind sitemap", kind("sitemap")},
		{"Kind section", kind("section")},
		{"Kind folder", kind("folder")},
		{"Waiting, 1", func(c *Catalogue) string { return c.Waiting(1) }},
		{"Waiting", func(c *Catalogue) string { return c.Waiting(1200) }},
		{"Skipped", func(c *Catalogue) string { return c.Skipped(3) }},
		{"Fails, 1", func(c *Catalogue) string { return c.SourceFails + " " + c.Fails(1) }},
		{"Fails", func(c *Catalogue) string { return c.SourceFails + " " + c.Fails(4) }},
		{"NewHits", func(c *Catalogue) string { return c.NewHits(12) }},
		{"Undelivered", func(c *Catalogue) string { return c.Undelivered(2) }},
		{"Room", func(c *Catalogue) string { return c.Room(81_400_000, 61e9) }},
		{"Room, free unknown", func(c *Catalogue) string { return c.Room(999, -1) }},
		{"Syntax", func(c *Catalogue) string { return fmt.Sprint(c.Syntax()) }},
		{"Keys", func(c *Catalogue) string { return fmt.Sprint(c.Keys()) }},
	}
)

func offer(k index.SuggestionKind) func(*Catalogue) string {
	return func(c *Catalogue) string {
		return c.Offer(index.Suggestion{Kind: k, From: year, To: year.AddDate(0, 0, 1)})
	}
}

func match(m index.Match) func(*Catalogue) string {
	return func(c *Catalogue) string { return c.Match(m) + ": " + c.MatchWhy(m) }
}

func kind(k string) func(*Catalogue) string {
	return func(c *Catalogue) string { return c.SourceKind(k) }
}

func order(s index.Sort) func(*Catalogue) string {
	return func(c *Catalogue) string { return c.Order(s) }
}

// A text or a function that nothing says is one to delete.
func TestEverythingIsSaid(t *testing.T) {
	said := map[string]bool{}
	selected := regexp.MustCompile(`\b(?:m|p|c|T|vi|en|In\(.*\)|words\(ctx\))\.([A-Z]\w*)`) // as catalogues are called
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		name := filepath.Ext(path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules"):
			return fs.SkipDir
		case name != ".go" && name != ".html" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(filepath.Join("../..", path))
		for _, m := range selected.FindAllSubmatch(text, -1) {
			said[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(fields(), methods(t)...) {
		if !said[name] {
			t.Errorf("%s is in the catalogue, and nothing says it", name)
		}
	}
}

// methods are the exported methods of the catalogue.
func methods(t *testing.T) (names []string) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}
