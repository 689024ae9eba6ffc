package cluster

import (
	"slices"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct {
		address, index string
		nodes          []string // nil: an error
	}{
		{"opensearch://127.0.0.1:9200/news", "news", []string{"http://127.0.0.1:9200"}},
		{"opensearch://a,b:9201/tin-2018", "tin-2018", []string{"http://a:9200", "http://b:9201"}},
		{"opensearchs://search.example/news", "news", []string{"https://search.example:9200"}},
		{"opensearch://[::1]:9200/news", "news", []string{"http://[::1]:9200"}},
		{"opensearch://127.0.0.1:9200", "", nil},
		{"opensearch://127.0.0.1:9200/", "", nil},
		{"opensearch:///news", "", nil},
		{"opensearch://a/Tin", "", nil},
		{"opensearch://a/news/more", "", nil},
		{"opensearch://me:secret@a/news", "", nil},
		{"http://a/news", "", nil},
	} {
		o, err := ParseAddress(c.address)
		if (err != nil) != (c.nodes == nil) || o.Index != c.index || !slices.Equal(o.Addresses, c.nodes) {
			t.Errorf("ParseAddress(%q) = %v, %q, %v; want %v, %q", c.address, o.Addresses, o.Index, err, c.nodes, c.index)
		}
	}
}
