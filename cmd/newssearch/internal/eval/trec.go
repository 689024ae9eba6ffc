package eval

import (
	"fmt"
	"io"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// runTag is the name of the system in a run.
const runTag = "newssearch"

// spaces keep the fields of a run apart, so those of an ID have to go.
var spaces = strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", "\r", "%0D")

// WriteRun writes one query's ranking as lines of a TREC run: "query Q0 article
// rank score newssearch". White space in an article's ID is percent-encoded.
func WriteRun(w io.Writer, query string, hits []index.Hit) error {
	for i, h := range hits {
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.6f %s\n", query, spaces.Replace(h.ID), i+1, h.Score, runTag); err != nil {
			return err
		}
	}
	return nil
}
