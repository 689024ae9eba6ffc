package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the C library; it registers itself as "sqlite3"

	"github.com/newssearch/newssearch/index"
)

// errNoFTS5 means that the program was built without SQLite or without FTS5.
var errNoFTS5 = errors.New("SQLite FTS5 is not in this program; it takes a C compiler (gcc), CGO_ENABLED=1 and go run -tags fts5")

// ftsBatch is the number of articles of a transaction.
const ftsBatch = 1000

// ftsPragmas hold for every connection: a page cache and a map that hold a
// large part of the index, as this engine's cache does.
var ftsPragmas = []string{"PRAGMA cache_size=-262144", "PRAGMA mmap_size=8589934592", "PRAGMA temp_store=MEMORY"}

// fts is SQLite FTS5: the text in an FTS5 table, the rest in a plain one with the same row numbers.
type fts struct {
	db *sql.DB
	// free are connections with their statements; SQLite runs one statement a
	// connection at a time.
	free chan *ftsConn
	all  []*ftsConn
}

// ftsSearchers is the number of connections for searching.
const ftsSearchers = 2

type ftsConn struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func openFTS5(dir string, m mode, s settings) (engine, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("fts5: %w", err)
	}
	file := filepath.Join(dir, "articles.sqlite")
	fresh := !exists(file)
	params := url.Values{"mode": {"rwc"}}
	if m == forSearching {
		params.Set("mode", "ro")
	}
	db, err := sql.Open("sqlite3", "file:"+url.PathEscape(file)+"?"+params.Encode())
	if err != nil {
		return nil, fmt.Errorf("fts5: open %s: %w", file, err)
	}
	e := &fts{db: db}
	connections := 1
	if m == forSearching {
		connections = ftsSearchers
	}
	if err := e.connect(context.Background(), connections); err != nil {
		return nil, errors.Join(err, e.close())
	}
	if m == forLoading && fresh {
		if err := e.create(context.Background(), s); err != nil {
			return nil, errors.Join(err, e.close())
		}
	}
	return e, nil
}

// connect opens n connections.
func (e *fts) connect(ctx context.Context, n int) error {
	e.free = make(chan *ftsConn, n)
	for range n {
		conn, err := e.db.Conn(ctx)
		if err != nil {
			return fmt.Errorf("%w: %v", errNoFTS5, err)
		}
		c := &ftsConn{conn: conn, statements: map[string]*sql.Stmt{}}
		e.all = append(e.all, c)
		for _, pragma := range ftsPragmas {
			if _, err := conn.ExecContext(ctx, pragma); err != nil {
				return fmt.Errorf("fts5: %s: %w", pragma, err)
			}
		}
		e.free <- c
	}
	return nil
}

func (e *fts) create(ctx context.Context, s settings) error {
	removed := 2
	if s.SQLiteMarks {
		removed = 0
	}
	conn := e.all[0].conn
	for _, statement := range []string{
		"PRAGMA journal_mode=WAL",
		"PRAGMA synchronous=NORMAL",
		"CREATE TABLE meta (id INTEGER PRIMARY KEY, name TEXT, title TEXT, url TEXT, source TEXT, category TEXT, published INTEGER)",
		fmt.Sprintf(`CREATE VIRTUAL TABLE body USING fts5(text, tokenize="unicode61 remove_diacritics %d")`, removed),
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			if strings.Contains(err.Error(), "no such module") {
				return errNoFTS5
			}
			return fmt.Errorf("fts5: %s: %w", statement, err)
		}
	}
	return nil
}

func (e *fts) load(ctx context.Context, articles iter.Seq[index.Article]) error {
	var batch []index.Article
	row := int64(0)
	flush := func() error {
		err := e.write(ctx, row, batch)
		row += int64(len(batch))
		batch = batch[:0]
		return err
	}
	for a := range articles {
		batch = append(batch, a)
		if len(batch) == ftsBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return flush()
}

// write stores a batch whose first article gets the row number after row.
func (e *fts) write(ctx context.Context, row int64, batch []index.Article) (err error) {
	tx, err := e.all[0].conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("fts5: begin: %w", err)
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	meta, err := tx.PrepareContext(ctx, "INSERT INTO meta VALUES (?,?,?,?,?,?,?)")
	if err != nil {
		return fmt.Errorf("fts5: prepare: %w", err)
	}
	defer meta.Close()
	text, err := tx.PrepareContext(ctx, "INSERT INTO body (rowid, text) VALUES (?,?)")
	if err != nil {
		return fmt.Errorf("fts5: prepare: %w", err)
	}
	defer text.Close()
	for i := range batch {
		a := &batch[i]
		row++
		var published any
		if !a.Published.IsZero() {
			published = a.Published.Unix()
		}
		if _, err := meta.ExecContext(ctx, row, a.ID, a.Title, a.URL, a.Source, a.Category, published); err != nil {
			return fmt.Errorf("fts5: insert %s: %w", a.ID, err)
		}
		if _, err := text.ExecContext(ctx, row, searchedText(a)); err != nil {
			return fmt.Errorf("fts5: insert %s: %w", a.ID, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("fts5: commit: %w", err)
	}
	return nil
}

// finish merges the index into one tree and leaves one file.
func (e *fts) finish(ctx context.Context) error {
	for _, statement := range []string{
		"INSERT INTO body(body) VALUES('optimize')", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode=DELETE", "VACUUM",
	} {
		if _, err := e.all[0].conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("fts5: %s: %w", statement, err)
		}
	}
	return nil
}

func (e *fts) close() error {
	var errs []error
	for _, c := range e.all {
		for _, s := range c.statements {
			errs = append(errs, s.Close())
		}
		errs = append(errs, c.conn.Close())
	}
	return errors.Join(append(errs, e.db.Close())...)
}

// exists tells whether there is something at path.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
