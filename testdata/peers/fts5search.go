package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The statements of the kinds.
const (
	ftsBest    = "SELECT rowid FROM body WHERE body MATCH ? ORDER BY rank LIMIT ?"
	ftsPassage = `SELECT m.name, m.title, m.url, m.source, m.category, m.published, b.passage
		FROM (SELECT rowid, rank, snippet(body, 0, '<b>', '</b>', '…', 45) AS passage
			FROM body WHERE body MATCH ? ORDER BY rank LIMIT ?) b
		JOIN meta m ON m.id = b.rowid ORDER BY b.rank`
	ftsBestAfter = `SELECT body.rowid FROM body JOIN meta m ON m.id = body.rowid
		WHERE body MATCH ? AND m.published >= ? ORDER BY rank LIMIT ?`
	// One pass over the matches gives all three counts; they are added up here.
	ftsCounts = `SELECT m.source, m.category, m.published FROM body JOIN meta m ON m.id = body.rowid
		WHERE body MATCH ? AND m.published >= ?`
	ftsCountsAll = `SELECT m.source, m.category, coalesce(m.published, 0) FROM body JOIN meta m ON m.id = body.rowid
		WHERE body MATCH ?`
)

// ftsExpression is the query in FTS5's language. Every word is quoted.
func ftsExpression(k kind, words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
	}
	switch k {
	case shortAnd, withFacets:
		return strings.Join(quoted, " AND ")
	case phraseOf4, commonPairs:
		return strings.Join(quoted, " + ")
	}
	return strings.Join(quoted, " OR ")
}

func (e *fts) search(ctx context.Context, k kind, q *query) (a answer, err error) {
	c := <-e.free
	defer func() { e.free <- c }()
	match := ftsExpression(k, q.Words)
	a.Total = -1
	switch {
	case k == withSnippet:
		a.Hits, err = c.passages(ctx, match)
	case k == withFacets && q.From != 0:
		if a.Hits, err = c.rows(ctx, ftsBestAfter, match, q.From, resultSize); err == nil {
			a.Total, a.Buckets, err = c.counts(ctx, q.Spans, ftsCounts, match, q.From)
		}
	case k == withFacets:
		if a.Hits, err = c.rows(ctx, ftsBest, match, resultSize); err == nil {
			a.Total, a.Buckets, err = c.counts(ctx, q.Spans, ftsCountsAll, match)
		}
	default:
		a.Hits, err = c.rows(ctx, ftsBest, match, resultSize)
	}
	if err != nil {
		return a, fmt.Errorf("fts5: search %s: %w", match, err)
	}
	return a, nil
}

// query runs a statement, which is prepared once.
func (c *ftsConn) query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	s, ok := c.statements[statement]
	if !ok {
		var err error
		if s, err = c.conn.PrepareContext(ctx, statement); err != nil {
			return nil, err
		}
		c.statements[statement] = s
	}
	return s.QueryContext(ctx, args...)
}

// rows reads row numbers and returns how many there were.
func (c *ftsConn) rows(ctx context.Context, statement string, args ...any) (n int, err error) {
	rows, err := c.query(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}

func (c *ftsConn) passages(ctx context.Context, match string) (n int, err error) {
	rows, err := c.query(ctx, ftsPassage, match, resultSize)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, title, url, source, category, passage string
		var published sql.NullInt64
		if err := rows.Scan(&name, &title, &url, &source, &category, &published, &passage); err != nil {
			return n, err
		}
		if passage == "" {
			return n, errors.New("a hit without a passage")
		}
		n++
	}
	return n, rows.Err()
}

// counts adds up matches by source, category and span of time.
func (c *ftsConn) counts(ctx context.Context, spans []int64, statement string, args ...any) (total, buckets int, err error) {
	rows, err := c.query(ctx, statement, args...)
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	sources, categories, dates := map[string]int{}, map[string]int{}, map[int]int{}
	var source, category sql.RawBytes
	for rows.Next() {
		var published int64
		if err := rows.Scan(&source, &category, &published); err != nil {
			return 0, 0, err
		}
		total++
		sources[string(source)]++
		categories[string(category)]++
		i, found := slices.BinarySearch(spans, published)
		if found {
			i++
		}
		if i > 0 && i < len(spans) {
			dates[i]++
		}
	}
	return total, len(dates), rows.Err()
}
