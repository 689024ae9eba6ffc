package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzhttp"

	"github.com/newssearch/newssearch/index/message"
)

// Handler serves a collection. Make one with New.
type Handler struct {
	options   Options
	links     links
	searcher  *searcher
	metrics   *metrics
	assets    *assets
	templates map[string]*template.Template
	draining  atomic.Bool
	probing   chan struct{} // holds one while the index is asked whether it works
	writers   chan struct{} // a place for each request that writes
	exports   chan struct{} // downloads that run
	chain     http.Handler
}

// New returns a handler for the collection, which stays the caller's to close,
// after the server has shut down.
func New(c Collection, o Options) (*Handler, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, errors.New("web: no collection")
	}
	h := &Handler{
		options: o, links: links{o.Prefix},
		probing: make(chan struct{}, 1), writers: make(chan struct{}, maxWriting), exports: make(chan struct{}, maxExports),
	}
	if h.assets, err = newAssets(o.Prefix); err != nil {
		return nil, err
	}
	if h.templates, err = parseTemplates(); err != nil {
		return nil, err
	}
	gate := newGate(o.Limits)
	h.metrics = newMetrics(gate)
	h.searcher = &searcher{Collection: c, gate: gate, dear: newDearGate(o.Limits), metrics: h.metrics}
	h.metrics.registry.MustRegister(figuresCollector{h.searcher}, upkeepCollector{h})
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1<<10), gzhttp.ContentTypeFilter(gzhttp.CompressAllContentTypeFilter))
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	h.chain = h.observe(h.guard(h.closing(h.limited(h.locked(compress(h.routes()))))))
	return h, nil
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.chain.ServeHTTP(w, r) }

// Drain makes the handler answer 503 to what comes from now on, with Retry-After and an
// end of the connection; /healthz and /metrics go on. What runs already is answered.
func (h *Handler) Drain() { h.draining.Store(true) }

// routes are the handler's addresses. Each has a name for metrics and logs.
func (h *Handler) routes() http.Handler {
	mux := http.NewServeMux()
	handle := func(name, path string, f http.HandlerFunc) {
		mux.HandleFunc("GET "+h.options.Prefix+path, func(w http.ResponseWriter, r *http.Request) {
			setRoute(r, name)
			f(w, r)
		})
	}
	handle("search", "{$}", h.serveSearch)
	handle("article", "article/{id}", h.serveArticle)
	handle("article", "article", h.serveArticle)
	handle("api_search", "api/search", h.serveAPISearch)
	handle("api_suggest", "api/suggest", h.serveAPISuggest)
	handle("api_related", "api/related/{id}", h.serveAPIRelated)
	handle("api_related", "api/related", h.serveAPIRelated)
	handle("api_article", "api/article/{id}", h.serveAPIArticle)
	handle("api_article", "api/article", h.serveAPIArticle)
	handle("api_stats", "api/stats", h.serveAPIStats)
	handle("api_status", "api/status", h.serveAPIStatus)
	handle("status", "status", h.serveStatus)
	handle("openapi", "openapi.json", h.serveOpenAPI)
	handle("feed", "feed", h.serveFeed)
	handle("export", "export", h.serveExport)
	if h.options.Saved != nil {
		handle("saved", "saved/{file}", h.serveSaved)
	}
	handle("opensearch", "opensearch.xml", h.serveOpenSearch)
	handle("static", "static/{name}", h.serveStatic)
	handle("icon", "favicon.ico", h.serveFavicon)
	handle("robots", "robots.txt", h.serveRobots)
	handle("healthz", "healthz", h.serveHealth)
	handle("readyz", "readyz", h.serveReady)
	handle("metrics", "metrics", h.metrics.handler().ServeHTTP)
	h.writingRoutes(mux)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		setRoute(r, "none")
		h.fail(w, r, langParams(r), errNoPage)
	})
	return mux
}

// errNoPage means that the handler has nothing at an address.
var errNoPage = errors.New("no page at this address")

// idOf is the article that an address names: the last part of its path, or id=
// for the few IDs that cannot stand there.
func idOf(r *http.Request) string {
	if id := r.PathValue("id"); id != "" {
		return id
	}
	return r.URL.Query().Get(paramID)
}

// isAPI reports whether the request expects JSON, errors too.
func (h *Handler) isAPI(r *http.Request) bool {
	path := strings.TrimPrefix(r.URL.Path, h.options.Prefix)
	return strings.HasPrefix(path, "api/") || path == "openapi.json"
}

// langParams are the parameters of a page that only needs a language.
func langParams(r *http.Request) params {
	p := params{Lang: message.Vietnamese, Page: 1, Sort: "relevance"}
	if message.Language(r.URL.Query().Get(paramLang)) == message.English {
		p.Lang = message.English
	}
	return p
}
