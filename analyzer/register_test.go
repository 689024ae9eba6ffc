package analyzer_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
)

func TestBleveAnalyzer(t *testing.T) {
	m := bleve.NewIndexMapping()
	got := m.AnalyzerNamed(analyzer.Name).Analyze([]byte("Ở TP.HCM, sức khoẻ: 12/03/2018"))
	want := []struct {
		term     string
		position int
		kind     analysis.TokenType
	}{
		{"ở", 1, analysis.AlphaNumeric}, {"tphcm", 2, analysis.AlphaNumeric}, {"tp", 2, analysis.AlphaNumeric}, {"hcm", 3, analysis.AlphaNumeric},
		{"sức", 4, analysis.AlphaNumeric}, {"khỏe", 5, analysis.AlphaNumeric}, {"12/3/2018", 6, analysis.DateTime}, {"12/3", 6, analysis.Numeric}, {"2018", 7, analysis.Numeric},
	}
	if len(got) != len(want) {
		t.Fatalf("%d tokens, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		if string(got[i].Term) != w.term || got[i].Position != w.position || got[i].Type != w.kind {
			t.Errorf("token %d is %v, want %+v", i, got[i], w)
		}
	}
}

// A stock bleve index with this analyzer finds and marks articles in any form of the text.
func TestBleveIndex(t *testing.T) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzer.Name
	idx, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	text := norm.NFD.String("Uỷ ban nhân dân tỉnh họp về kỹ thuật phòng chống Covid-19")
	if err := idx.Index("1", map[string]any{"body": text}); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"Ủy ban", "UỶ BAN", "kĩ thuật", "covid-19", "covid19"} {
		phrase := bleve.NewMatchPhraseQuery(query)
		phrase.SetField("body")
		req := bleve.NewSearchRequest(phrase)
		req.IncludeLocations = true
		res, err := idx.Search(req)
		if err != nil || res.Total != 1 {
			t.Errorf("%q: %v, %v", query, res, err)
			continue
		}
		for _, locations := range res.Hits[0].Locations["body"] {
			for _, l := range locations {
				if int(l.End) > len(text) || l.Start >= l.End {
					t.Errorf("%q: location %+v outside of the text", query, l)
				}
			}
		}
	}
}

func TestBleveTokenizerIsSafe(t *testing.T) {
	a := bleve.NewIndexMapping().AnalyzerNamed(analyzer.Name)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				text := fmt.Sprintf("Bản tin số %d của tổ %d", i, g)
				if n := len(a.Analyze([]byte(text))); n != 7 {
					t.Errorf("%q gives %d tokens", text, n)
				}
			}
		})
	}
	wg.Wait()
}
