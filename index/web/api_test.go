package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"github.com/newssearch/newssearch/index"
)

// description loads /openapi.json as a client would, and validates it.
func description(t *testing.T, h *Handler) (*openapi3.T, routers.Router) {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(get(h, "/openapi.json").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !doc.IsOpenAPI31OrLater() {
		t.Fatalf("OpenAPI %s", doc.OpenAPI)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatalf("openapi.json: %v", err)
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return doc, router
}

// Every answer is what the description says, errors too, and every operation
// and status of the description that can be brought about is asked for.
func TestOpenAPI(t *testing.T) {
	h := sampleHandler(t, Options{})
	doc, router := description(t, h)
	busy := busyHandler(t)
	kept := sampleHandler(t, upkept())
	for _, contentType := range []string{"application/atom+xml", "text/html", "text/csv"} {
		openapi3filter.RegisterBodyDecoder(contentType, openapi3filter.FileBodyDecoder)
		defer openapi3filter.UnregisterBodyDecoder(contentType)
	}
	asked := map[string]bool{}
	for _, c := range []struct {
		target string
		status int
		h      *Handler
	}{
		{"/api/search?q=tinh+gian+bien+che&facets=1&explain=1", 200, h},
		{"/api/search?q=u23+vo+dich&limit=20&offset=1", 200, h},
		{"/api/search?q=" + url.QueryEscape(`"giá vàng`), 200, h},
		{"/api/search?q=BCT&facets=1", 200, h},
		{"/api/search?q=zzzzzz", 200, h},
		{"/api/search", 200, h},
		{"/api/search?facets=true&source=VOV&source=x&category=y&from=2018&to=2024-05-07&sort=newest&literal=1&no_collapse=1&fresh_hours=72", 200, h},
		{"/api/search?q=" + url.QueryEscape("giá sau:hômkia"), 400, h},
		{"/api/search?q=x&limit=0", 400, h},
		{"/api/search?q=x&sources=VOV", 400, h},
		{"/api/search?q=" + strings.Repeat("a", maxQueryString), 414, h},
		{"/api/search?q=x", 503, busy},
		{"/api/suggest?q=gia+va", 200, h},
		{"/api/suggest?q=", 200, h},
		{"/api/suggest?q=gia&limit=99", 400, h},
		{"/api/suggest?q=gia", 503, busy},
		{"/api/related/u23-thuong-chau?limit=3", 200, h},
		{"/api/related/none", 404, h},
		{"/api/related/u23-thuong-chau?limit=x", 400, h},
		{"/api/article/u23-thuong-chau", 200, h},
		{"/api/article/none", 404, h},
		{"/api/article/u23-thuong-chau", 503, busy},
		{"/api/stats", 200, h},
		{"/api/status", 200, h},
		{"/api/status", 200, kept},
		{"/saved/vang.atom", 200, kept},
		{"/saved/vang.json", 200, kept},
		{"/saved/none.json", 404, kept},
		{"/feed?q=gia+vang", 200, h},
		{"/feed?q=" + url.QueryEscape("sau:hômkia"), 400, h},
		{"/feed?q=gia", 503, busy},
		{"/export?q=gia+vang&format=csv", 200, h},
		{"/export?q=gia+vang&format=xml", 400, h},
		{"/export?q=gia", 503, busy},
		{"/healthz", 200, h},
		{"/readyz", 200, h},
		{"/metrics", 200, h},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+c.target, nil)
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%.80s: status %d, want %d: %.300s", c.target, w.Code, c.status, w.Body)
			continue
		}
		route, params, err := router.FindRoute(r)
		if err != nil {
			t.Errorf("%.80s: %v", c.target, err)
			continue
		}
		asked[route.Operation.OperationID] = true
		input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
		if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil && c.status == http.StatusOK {
			t.Errorf("%.80s: answered, but not described: %v", c.target, err)
		}
		err = openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: input, Status: w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())),
			Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
		})
		if err != nil {
			t.Errorf("%.80s: answer: %v", c.target, err)
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			// TestWriting asks for the others.
			if method == http.MethodGet && !asked[operation.OperationID] {
				t.Errorf("no test asks for %s", path)
			}
		}
	}
}

// The validator would notice a wrong answer.
func TestOpenAPINotices(t *testing.T) {
	_, router := description(t, sampleHandler(t, Options{}))
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080/api/search?q=x", nil)
	route, params, err := router.FindRoute(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{
		`{"query":"x","total":1,"total_is":"exact","took_ms":1}`,
		`{"query":"x","total":1,"total_is":"about","took_ms":1,"hits":[]}`,
		`{"query":"x","total":1,"total_is":"exact","took_ms":1,"hits":[],"more":1}`,
	} {
		err := openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
			Status:                 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)),
		})
		if err == nil {
			t.Errorf("accepted: %s", body)
		}
	}
}

func TestAPISearch(t *testing.T) {
	h := sampleHandler(t, Options{})
	w := get(h, "/api/search?q=tinh+gian+bien+che&limit=1")
	r := decode[index.Result](t, w)
	if r.Understood != "tinh giản biên chế" || len(r.Hits) != 1 || r.Total < 1 || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%+v, %v", r, w.Header())
	}
	second := decode[index.Result](t, get(h, "/api/search?q=tinh+gian+bien+che&limit=1&offset=1"))
	if len(second.Hits) == 1 && second.Hits[0].ID == r.Hits[0].ID {
		t.Error("offset does nothing")
	}
}

func TestProblems(t *testing.T) {
	h := sampleHandler(t, Options{})
	for _, c := range []struct {
		target string
		want   problem
	}{
		{"/api/search?q=" + url.QueryEscape("giá sau:hômkia"), problem{Type: "query", Status: 400, Parameter: "q", Start: new(5), End: new(16)}},
		{"/api/search?q=x&from=never", problem{Type: "parameter", Status: 400, Parameter: "from"}},
		{"/api/search?q=x&q=y", problem{Type: "parameter", Status: 400, Parameter: "q"}},
		{"/api/search?q=x&to=2017&from=2018", problem{Type: "parameter", Status: 400, Parameter: "to"}},
		{"/api/search?q=x&offset=9995&limit=10", problem{Type: "parameter", Status: 400, Parameter: "offset"}},
		{"/api/nowhere", problem{Type: "not-found", Status: 404}},
		{"/api/article/none", problem{Type: "not-found", Status: 404}},
	} {
		w := get(h, c.target)
		got := decode[problem](t, w)
		if got.Type != problemBase+c.want.Type || got.Status != c.want.Status || w.Code != c.want.Status || got.Parameter != c.want.Parameter ||
			got.Detail == "" || got.Title == "" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %+v", c.target, w.Code, got)
		}
		if c.want.Start != nil && (got.Start == nil || *got.Start != *c.want.Start || *got.End != *c.want.End) {
			t.Errorf("%s: place %v-%v", c.target, got.Start, got.End)
		}
	}
}

func TestStatsHidePath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	idx, err := index.Open(t.Context(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	w := get(newHandler(t, idx, Options{}), "/api/stats")
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), dir) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestSuggest(t *testing.T) {
	h := sampleHandler(t, Options{})
	for _, c := range []struct {
		typed, first string
		kind         index.CompletionKind
	}{
		{"giá và", "giá vàng hôm nay", "phrase"},
		{"gia va", "giá vàng hôm nay", "phrase"},
		{"thường ch", "Thường Châu", "name"},
		{"u23 vi", "U23 Việt Nam", "name"},
		// Nothing begins so: a headline that has the words.
		{"châu á quân ngôi", "U23 Việt Nam thua Uzbekistan phút cuối hiệp phụ, giành ngôi á quân châu Á", "headline"},
	} {
		a := decode[suggestAnswer](t, get(h, "/api/suggest?q="+url.QueryEscape(c.typed)))
		if len(a.Suggestions) == 0 || a.Suggestions[0].Text != c.first || a.Suggestions[0].Kind != c.kind {
			t.Errorf("%q: %+v", c.typed, a)
		}
	}
	if a := decode[suggestAnswer](t, get(h, "/api/suggest?limit=1&q=t")); len(a.Suggestions) != 1 {
		t.Errorf("one wanted: %+v", a)
	}
	for _, q := range []string{"", " ", `"((`, "-x", "sau:", strings.Repeat("tinh ", 100)} {
		w := get(h, "/api/suggest?q="+url.QueryEscape(q))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"suggestions":[`) {
			t.Errorf("%q: status %d, %s", q, w.Code, w.Body)
		}
	}
}
