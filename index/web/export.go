package web

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/export"
)

const (
	// maxExports is how many downloads of results run at once; each reads whole articles
	// for as long as its reader takes them.
	maxExports = 2
	// exportPause is how long a reader may take for exportRows articles before the
	// download ends.
	exportPause = 30 * time.Second
	exportRows  = 100
	// exportName is the name of a downloaded file, without its extension.
	exportName = "newssearch"
	// paramFormat is the form of a download.
	paramFormat = "format"
)

// exporter is a collection whose articles can be downloaded, as those of *index.Index.
type exporter interface {
	Matching(context.Context, index.Request) iter.Seq2[index.Article, error]
}

// serveExport answers GET /export?q=…&format=csv with every article of a search.
func (h *Handler) serveExport(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	p, err := readParams(v)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	from, ok := h.searcher.Collection.(exporter)
	if !ok {
		h.fail(w, r, p, errNoPage)
		return
	}
	format := export.Formats()[0]
	if name := v.Get(paramFormat); name != "" {
		format = export.Format(name)
	}
	out, err := export.New(w, format)
	if err != nil {
		h.fail(w, r, p, badParam(paramFormat, "Không có dạng tệp này.", "%v", err))
		return
	}
	select {
	case h.exports <- struct{}{}:
		defer func() { <-h.exports }()
	default:
		h.fail(w, r, p, errBusy)
		return
	}
	next, stop := iter.Pull2(from.Matching(r.Context(), p.request()))
	defer stop()
	// The first step finds what matches: it is a search, and tells whether the query can be
	// answered before anything is sent.
	var a index.Article
	more := false
	err = h.searcher.run(r.Context(), func(context.Context) (err error) {
		a, err, more = next()
		return err
	})
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	head := w.Header()
	head.Set("Content-Type", format.MediaType())
	head.Set("Content-Disposition", `attachment; filename="`+exportName+format.Extension()+`"`)
	head.Set("Cache-Control", "no-store")
	stream := http.NewResponseController(w)
	for rows := 0; more; rows++ {
		if rows%exportRows == 0 {
			err = errors.Join(err, stream.SetWriteDeadline(time.Now().Add(exportPause)))
		}
		if errors.Is(err, http.ErrNotSupported) {
			err = nil
		}
		if err == nil {
			err = out.Write(&a)
		}
		if err != nil {
			panic(http.ErrAbortHandler) // half of a file must not look whole
		}
		a, err, more = next()
	}
	if out.Close() != nil {
		panic(http.ErrAbortHandler)
	}
}

// exportLinks are the downloads of the search p.
func (h *Handler) exportLinks(p params) []link {
	if _, ok := h.searcher.Collection.(exporter); !ok {
		return nil
	}
	var all []link
	for _, f := range []struct {
		format export.Format
		text   string
	}{{export.CSV, "CSV"}, {export.RIS, "RIS"}, {export.BibTeX, "BibTeX"}, {export.JSONL, "JSONL"}} {
		all = append(all, link{h.links.export(p, f.format), f.text})
	}
	return all
}
