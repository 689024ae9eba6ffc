package web

import (
	"encoding/xml"
	"net/http"
)

// openSearch describes the page to browsers, so that a reader can search from
// the address bar.
type openSearch struct {
	XMLName       xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string          `xml:"ShortName"`
	Description   string          `xml:"Description"`
	InputEncoding string          `xml:"InputEncoding"`
	Language      string          `xml:"Language"`
	Image         openSearchImage `xml:"Image"`
	URLs          []openSearchURL `xml:"Url"`
}

type openSearchImage struct {
	Type string `xml:"type,attr"`
	URL  string `xml:",chardata"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

func (h *Handler) serveOpenSearch(w http.ResponseWriter, r *http.Request) {
	base := h.base(r)
	d := openSearch{
		ShortName: "newssearch", Description: vi.Tagline, InputEncoding: "UTF-8", Language: string(vi.Lang),
		Image: openSearchImage{"image/svg+xml", base + h.assets.url("icon.svg")[len(h.options.Prefix):]},
		URLs: []openSearchURL{
			{Type: "text/html", Template: base + "?q={searchTerms}"},
			{Type: "application/atom+xml", Template: base + "feed?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: base + "opensearch.xml"},
		},
	}
	body, err := xml.MarshalIndent(d, "", " ")
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	body = append([]byte(xml.Header), append(body, '\n')...)
	send(w, r, http.StatusOK, "application/opensearchdescription+xml", body, body)
}
