package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The links of a page of results give every article of the search as a file.
func TestExport(t *testing.T) {
	h := sampleHandler(t, Options{})
	page := strings.ReplaceAll(get(h, "/?q=gia+vang").Body.String(), "&#43;", "+")
	for format, kind := range map[string]string{"csv": "text/csv; charset=utf-8", "ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"} {
		address := "/export?format=" + format + "&q=gia+vang"
		if !strings.Contains(page, strings.ReplaceAll(address, "&", "&amp;")) {
			t.Errorf("the page does not lead to %s", address)
		}
		w := get(h, address)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(w.Body.String(), "vàng") {
			t.Errorf("%s: %d %v %.300s", format, w.Code, w.Header(), w.Body)
		}
	}
	if w := get(h, "/export?q=gia+vang&format=xml"); w.Code != http.StatusBadRequest {
		t.Errorf("unknown form: %d", w.Code)
	}
	if w := get(h, "/export?q=title%3A%28"); w.Code != http.StatusBadRequest && w.Code != http.StatusOK {
		t.Errorf("bad query: %d", w.Code)
	}
	for range maxExports {
		h.exports <- struct{}{}
	}
	if w := get(h, "/export?q=gia+vang"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("busy: %d", w.Code)
	}
}

// A collection of another kind has no downloads and no links to them.
func TestExportOfOthers(t *testing.T) {
	h := sampleHandler(t, Options{})
	h.searcher.Collection = struct{ Collection }{h.searcher.Collection}
	if w := get(h, "/export?q=gia+vang"); w.Code != http.StatusNotFound {
		t.Errorf("%d", w.Code)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?q=gia+vang", nil))
	if strings.Contains(w.Body.String(), "/export?") {
		t.Error("the page leads to downloads")
	}
}
