package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Query is one judged query.
type Query struct {
	// ID is the name the judgments know it by; it has no white space.
	ID string
	// Text is in the query language of package index.
	Text string
	// Kind is what sort of query it is, or empty.
	Kind string
}

// maxLineBytes bounds a line of a query or judgment file. The longest question
// of the collections in use has 300 bytes.
const maxLineBytes = 64 << 10

// ReadQueries reads lines of "id<TAB>query" or "id<TAB>query<TAB>kind". Empty lines and lines that begin
// with # are left out. Errors name the line, and name as the file.
func ReadQueries(r io.Reader, name string) ([]Query, error) {
	var queries []Query
	seen := map[string]int{}
	err := eachLine(r, name, func(n int, line string) error {
		id, rest, ok := strings.Cut(line, "\t")
		text, kind, _ := strings.Cut(rest, "\t")
		text = strings.TrimSpace(text)
		switch {
		case !ok:
			return fmt.Errorf("no tab between id and query")
		case id == "" || strings.ContainsAny(id, " \u00a0"):
			return fmt.Errorf("id %q is empty or has a space", id)
		case text == "":
			return fmt.Errorf("query %s is empty", id)
		case seen[id] > 0:
			return fmt.Errorf("query %s stands on line %d already", id, seen[id])
		}
		seen[id] = n
		queries = append(queries, Query{ID: id, Text: text, Kind: strings.TrimSpace(kind)})
		return nil
	})
	if err == nil && len(queries) == 0 {
		err = fmt.Errorf("%s: no queries", name)
	}
	return queries, err
}

// eachLine calls f with every line that says something, and its number from 1.
func eachLine(r io.Reader, name string, f func(n int, line string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLineBytes)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimRight(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f(n, line); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}
