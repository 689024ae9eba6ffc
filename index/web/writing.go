package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
)

// Writer changes the collection. An *index.Index is one.
type Writer interface {
	Put(context.Context, []index.Article) (index.PutResult, error)
	Delete(ctx context.Context, ids ...string) (deleted int, err error)
}

// Records reads articles from a request's body: one JSON object, an array of them, or
// one a line. A record that is no article is an error, after which the next one comes.
type Records func(context.Context, io.Reader) iter.Seq2[index.Article, error]

// Limits of writing.
const (
	// maxBodyBytes bounds a request's body: some ten thousand articles. More goes
	// into several requests.
	maxBodyBytes = 64 << 20
	// maxRecords bounds the articles of one request.
	maxRecords = 20_000
	// writeBatch is the number of articles that are stored in one transaction, or as
	// many as have writeBytes of text.
	writeBatch = 500
	writeBytes = 8 << 20
	// writingTime is how long a request may take to send its articles and have them
	// stored.
	writingTime = 5 * time.Minute
	// maxWriting bounds the requests that write at the same time.
	maxWriting = 4
)

// What becomes of a record.
const (
	recordAdded     = "added"
	recordUpdated   = "updated"
	recordUnchanged = "unchanged"
	recordRejected  = "rejected"
)

// written answers a request that puts articles: what became of them in all, and of
// each in the order of the request.
type written struct {
	Added     int             `json:"added"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Rejected  int             `json:"rejected"`
	Results   []writtenRecord `json:"results"`
}

type writtenRecord struct {
	ID     string `json:"id,omitempty"`
	Status string `json:"status"`
	// Error says why a record was rejected.
	Error string `json:"error,omitempty"`
}

func (w *written) add(r writtenRecord) {
	switch r.Status {
	case recordAdded:
		w.Added++
	case recordUpdated:
		w.Updated++
	case recordUnchanged:
		w.Unchanged++
	case recordRejected:
		w.Rejected++
	}
	w.Results = append(w.Results, r)
}

// Errors about what was sent.
var (
	errBodyTooLarge = fmt.Errorf("the body has more than %d bytes or %d records; send several requests", maxBodyBytes, maxRecords)
	errNoRecord     = errors.New("the body holds no article")
	errOtherID      = errors.New("the id of the article is not that of the address")
	errEncoding     = errors.New("a compressed body is not read")
)

// writing does what changes the collection: with a key that may, within the limits,
// and with a line in the log.
func (h *Handler) writing(action string, do func(w http.ResponseWriter, r *http.Request) (changed int, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		setRoute(r, "api_"+action)
		key, err := h.mayWrite(w, r)
		changed := 0
		if err == nil {
			changed, err = h.write(w, r, do)
		}
		attrs := []any{"action", action, "key", key.Name, "articles", changed, "remote", h.clientOf(r).String()}
		if err != nil {
			h.options.Logger.Warn("audit", append(attrs, "error", err)...)
			h.fail(w, r, langParams(r), err)
			return
		}
		h.options.Logger.Info("audit", append(attrs, slog.String("id", r.PathValue("id")))...)
	}
}

func (h *Handler) write(w http.ResponseWriter, r *http.Request, do func(http.ResponseWriter, *http.Request) (int, error)) (int, error) {
	select {
	case h.writers <- struct{}{}:
		defer func() { <-h.writers }()
	default:
		return 0, errBusy
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return 0, errEncoding
	}
	ctx, cancel := context.WithTimeout(r.Context(), writingTime)
	defer cancel()
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(writingTime)) // not every ResponseWriter can
	_ = control.SetWriteDeadline(time.Now().Add(writingTime))
	r = r.WithContext(ctx)
	r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
	return do(w, r)
}

// servePostArticles answers POST /api/articles.
func (h *Handler) servePostArticles(w http.ResponseWriter, r *http.Request) (int, error) {
	answer := written{Results: []writtenRecord{}}
	var batch []index.Article
	size := 0
	for a, err := range h.options.Records(r.Context(), r.Body) {
		if tooLarge(err) || len(answer.Results)+len(batch) >= maxRecords {
			return answer.Added + answer.Updated, errBodyTooLarge
		}
		if err != nil {
			// In order: what came before is stored first.
			if err := h.put(r.Context(), batch, &answer); err != nil {
				return answer.Added + answer.Updated, err
			}
			batch = nil
			answer.add(writtenRecord{Status: recordRejected, Error: err.Error()})
			continue
		}
		batch, size = append(batch, a), size+len(a.Body)+len(a.Lead)
		if len(batch) == writeBatch || size >= writeBytes {
			if err := h.put(r.Context(), batch, &answer); err != nil {
				return answer.Added + answer.Updated, err
			}
			batch, size = nil, 0
		}
	}
	if err := h.put(r.Context(), batch, &answer); err != nil {
		return answer.Added + answer.Updated, err
	}
	if len(answer.Results) == 0 {
		return 0, errNoRecord
	}
	return answer.Added + answer.Updated, h.answer(w, http.StatusOK, answer)
}

func tooLarge(err error) bool {
	var e *http.MaxBytesError
	return errors.As(err, &e)
}

// put stores a batch and says what became of each article.
func (h *Handler) put(ctx context.Context, batch []index.Article, answer *written) error {
	if len(batch) == 0 {
		return nil
	}
	records := make([]writtenRecord, len(batch))
	before := map[string]string{} // revisions by ID, those of this batch too
	for i := range batch {
		a := &batch[i]
		if _, known := before[a.ID]; !known {
			old, err := h.searcher.Get(ctx, a.ID)
			switch {
			case err == nil:
				before[a.ID] = old.Revision()
			case !errors.Is(err, index.ErrNotFound):
				return err
			}
		}
		hash := a.Revision()
		records[i] = writtenRecord{ID: a.ID, Status: recordUpdated}
		switch old, known := before[a.ID]; {
		case !known:
			records[i].Status = recordAdded
		case old == hash:
			records[i].Status = recordUnchanged
		}
		if err := a.Validate(); err != nil {
			records[i] = writtenRecord{ID: a.ID, Status: recordRejected, Error: err.Error()}
			continue
		}
		before[a.ID] = hash
	}
	if _, err := h.options.Writer.Put(ctx, batch); err != nil {
		return err
	}
	for _, r := range records {
		answer.add(r)
	}
	return nil
}

// servePutArticle answers PUT /api/articles/{id}.
func (h *Handler) servePutArticle(w http.ResponseWriter, r *http.Request) (int, error) {
	id := idOf(r)
	var articles []index.Article
	for a, err := range h.options.Records(r.Context(), r.Body) {
		switch {
		case tooLarge(err):
			return 0, errBodyTooLarge
		case err != nil:
			return 0, &recordError{err}
		}
		articles = append(articles, a)
		if len(articles) > 1 {
			return 0, &recordError{errors.New("more than one article")}
		}
	}
	if len(articles) == 0 {
		return 0, errNoRecord
	}
	a := articles[0]
	// An article without an id of its own has got its URL or a hash for one.
	if a.ID != id && a.ID != a.URL && a.ID != a.ContentHash() {
		return 0, errOtherID
	}
	a.ID = id
	var answer written
	if err := h.put(r.Context(), []index.Article{a}, &answer); err != nil {
		return 0, err
	}
	record := answer.Results[0]
	switch record.Status {
	case recordRejected:
		return 0, &recordError{errors.New(record.Error)}
	case recordAdded:
		return 1, h.answer(w, http.StatusCreated, record)
	}
	return answer.Updated, h.answer(w, http.StatusOK, record)
}

// recordError means that a record is no article.
type recordError struct{ err error }

func (e *recordError) Error() string { return e.err.Error() }
func (e *recordError) Unwrap() error { return e.err }

// serveDeleteArticle answers DELETE /api/articles/{id}.
func (h *Handler) serveDeleteArticle(w http.ResponseWriter, r *http.Request) (int, error) {
	deleted, err := h.options.Writer.Delete(r.Context(), idOf(r))
	switch {
	case err != nil:
		return 0, err
	case deleted == 0:
		return 0, errNoArticle
	}
	w.WriteHeader(http.StatusNoContent)
	return deleted, nil
}

func (h *Handler) answer(w http.ResponseWriter, status int, v any) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body)
	return nil
}

// isWriting reports whether a request is to change the collection, where that can be.
func (h *Handler) isWriting(r *http.Request) bool {
	path := strings.TrimPrefix(r.URL.Path, h.options.Prefix)
	if h.options.Writer == nil || path != articlesPath && !strings.HasPrefix(path, articlesPath+"/") {
		return false
	}
	return r.Method == http.MethodPost || r.Method == http.MethodPut || r.Method == http.MethodDelete
}

// articlesPath is where articles are written, below the prefix.
const articlesPath = "api/articles"

// writingRoutes adds what changes the collection to mux.
func (h *Handler) writingRoutes(mux *http.ServeMux) {
	if h.options.Writer == nil {
		return
	}
	path := h.options.Prefix + articlesPath
	mux.HandleFunc("POST "+path, h.writing("post", h.servePostArticles))
	mux.HandleFunc("PUT "+path+"/{id}", h.writing("put", h.servePutArticle))
	mux.HandleFunc("PUT "+path, h.writing("put", h.servePutArticle))
	mux.HandleFunc("DELETE "+path+"/{id}", h.writing("delete", h.serveDeleteArticle))
	mux.HandleFunc("DELETE "+path, h.writing("delete", h.serveDeleteArticle))
}
