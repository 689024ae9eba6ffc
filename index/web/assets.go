package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// assets are the files that pages load, under names that change with their content.
type assets struct {
	prefix string
	byName map[string]string // style.css → style.1a2b3c4d.css
	files  map[string][]byte // by hashed name
}

// assetTypes are the media types of assets: not the system's table, which may say anything.
var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

func newAssets(prefix string) (*assets, error) {
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	a := &assets{prefix: prefix + "static/", byName: map[string]string{}, files: map[string][]byte{}}
	for _, e := range entries {
		data, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.byName[e.Name()], a.files[hashed] = hashed, data
	}
	return a, nil
}

// url is the address of the file name.
func (a *assets) url(name string) string { return a.prefix + a.byName[name] }

func (h *Handler) serveStatic(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, ok := h.assets.files[name]
	if !ok {
		h.fail(w, r, langParams(r), errNoPage)
		return
	}
	w.Header().Set("Content-Type", assetTypes[path.Ext(name)])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(data)
}

// serveFavicon is for browsers that ask without reading the page.
func (h *Handler) serveFavicon(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, h.assets.url("icon.svg"), http.StatusMovedPermanently)
}

// serveRobots lets search engines see the first page and keeps them from
// walking through every search.
func (h *Handler) serveRobots(w http.ResponseWriter, r *http.Request) {
	p := h.options.Prefix
	body := "User-agent: *\nAllow: " + p + "$\nDisallow: " + p + "?\nDisallow: " + p + "api/\nDisallow: " + p + "feed\n"
	send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte(body), []byte(body))
}
