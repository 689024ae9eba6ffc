// Package web serves an index to people and programs: a search page in
// Vietnamese and English that is complete without JavaScript, an article page, a
// JSON API described by OpenAPI, Atom feeds, health checks and metrics.
//
// Start with [New], which makes an http.Handler of an index:
//
//	h, err := web.New(idx, web.Options{Prefix: "/tin/", Hosts: []string{"news.example"}})
//	if err != nil {
//		return err
//	}
//	mux.Handle("/tin/", h)
//
// The addresses, below the prefix:
//
//	/                    the search page; q, source, category, from, to, sort, page, hl
//	/article/{id}        an article; with q its words are marked
//	/api/search          index.Result as JSON
//	/api/suggest         completions of what is being typed
//	/api/related/{id}    related articles
//	/api/article/{id}    index.Article
//	/api/stats           figures about the collection
//	/openapi.json        the API's description
//	/feed                an Atom feed of a search
//	/opensearch.xml      makes the page a search engine of a browser
//	/healthz, /readyz, /metrics
//
// A request's way: guard.go refuses what no browser of a reader sends,
// params.go reads the address, collection.go asks the index within the limits,
// searchpage.go and its neighbours turn the result into a typed page, and
// templates/ writes it. Text with matches reaches the templates as segments, so
// that html/template escapes every byte that came from an article or a reader.
//
// Nothing is loaded from elsewhere, no cookie is set, and no state is kept
// between requests, so all methods of a Handler are safe for concurrent use.
package web
