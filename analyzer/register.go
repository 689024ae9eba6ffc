package analyzer

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Name is the name under which bleve knows the tokenizer and the analyzer of this package. The name is part
// of the format of an index: whenever text would give other terms than before, it gets another number.
const Name = "newssearch_vi_1"

func init() {
	must(registry.RegisterTokenizer(Name, newBleveTokenizer))
	must(registry.RegisterAnalyzer(Name, newBleveAnalyzer))
}

// must stops a program in which two packages claim the same name, which no user of it could repair.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// bleveTokenizer adapts Tokenize to bleve. It is safe for concurrent use.
type bleveTokenizer struct{}

func newBleveTokenizer(map[string]any, *registry.Cache) (analysis.Tokenizer, error) {
	return bleveTokenizer{}, nil
}

// newBleveAnalyzer needs no token filters: the tokenizer gives terms.
func newBleveAnalyzer(_ map[string]any, cache *registry.Cache) (analysis.Analyzer, error) {
	t, err := cache.TokenizerNamed(Name)
	if err != nil {
		return nil, err
	}
	return &analysis.DefaultAnalyzer{Tokenizer: t}, nil
}

// Tokenize gives bleve's tokens: Start and End are bytes of the input, positions count parts from 1, and a
// compound has the position of its first part.
func (bleveTokenizer) Tokenize(input []byte) analysis.TokenStream {
	tokens := Tokenize(string(input))
	backing := make([]analysis.Token, len(tokens))
	stream := make(analysis.TokenStream, len(tokens))
	position := 0
	for i, k := range tokens {
		at := position + 1
		if !k.Compound {
			position++
		}
		backing[i] = analysis.Token{Start: k.Start, End: k.End, Term: []byte(k.Term), Position: at, Type: bleveType(k.Kind)}
		stream[i] = &backing[i]
	}
	return stream
}

func bleveType(k Kind) analysis.TokenType {
	switch k {
	case KindNumber:
		return analysis.Numeric
	case KindDate, KindTime:
		return analysis.DateTime
	case KindHan:
		return analysis.Ideographic
	}
	return analysis.AlphaNumeric
}
