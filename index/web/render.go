package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

// parseTemplates reads each page with the layout around it.
func parseTemplates() (map[string]*template.Template, error) {
	pages := map[string]*template.Template{}
	for _, name := range []string{"search", "article", "status", "error"} {
		files := []string{"templates/layout.html", "templates/parts.html", "templates/" + name + ".html"}
		if name == "search" {
			files = append(files, "templates/front.html")
		}
		t, err := template.New("layout.html").Funcs(template.FuncMap{"facetOf": newFacetView}).ParseFS(templateFiles, files...)
		if err != nil {
			return nil, fmt.Errorf("web: template %s: %w", name, err)
		}
		pages[name] = t
	}
	return pages, nil
}

// render writes a page. It is written to memory first, so that a fault in a
// template is an error page and not half of one.
func (h *Handler) render(w http.ResponseWriter, r *http.Request, status int, name string, page any) {
	var b bytes.Buffer
	if err := h.templates[name].Execute(&b, page); err != nil {
		setError(r, fmt.Errorf("template %s: %w", name, err))
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	if status != http.StatusOK {
		w.Header().Set("Cache-Control", "no-store")
	}
	send(w, r, status, "text/html; charset=utf-8", b.Bytes(), b.Bytes())
}

// send writes an answer that a cache may keep but must ask about each time. Its
// ETag is made of identity: what of the body says whether the answer is the same.
func send(w http.ResponseWriter, r *http.Request, status int, contentType string, body, identity []byte) {
	head := w.Header()
	head.Set("Content-Type", contentType)
	if status != http.StatusOK {
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return
	}
	sum := sha256.Sum256(identity)
	// Weak: the body may be compressed, and times of answers in it may differ.
	tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	head.Set("ETag", tag)
	head.Set("Cache-Control", "no-cache")
	if matches(r.Header.Get("If-None-Match"), tag) {
		head.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body)
}

// matches reports whether an If-None-Match names the tag, compared weakly.
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for candidate := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(candidate), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
