package follow

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"github.com/newssearch/newssearch/ingest/fetch"
)

// Limits of the sitemaps protocol, and of what is read of one.
const (
	maxSitemapEntries = 50_000
	maxSitemapBytes   = 50 << 20
)

// sitemap is a sitemap, of pages or of other sitemaps.
type sitemap struct {
	Pages    []sitemapEntry
	Sitemaps []sitemapEntry
}

// sitemapEntry is a <url> or a <sitemap>, with what a news sitemap adds.
type sitemapEntry struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod"`
	News     struct {
		Title       string `xml:"title"`
		Published   string `xml:"publication_date"`
		Publication struct {
			Name string `xml:"name"`
		} `xml:"publication"`
	} `xml:"news"`
}

// readSitemap reads a sitemap, compressed or not.
func readSitemap(data []byte) (s sitemap, err error) {
	if data, err = unzipped(data); err != nil {
		return s, err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, fmt.Errorf("sitemap: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var e sitemapEntry
		if err := d.DecodeElement(&e, &start); err != nil {
			return s, fmt.Errorf("sitemap: %w", err)
		}
		e.Location = strings.TrimSpace(e.Location)
		switch {
		case len(s.Pages)+len(s.Sitemaps) >= maxSitemapEntries:
			return s, nil
		case start.Name.Local == "url":
			s.Pages = append(s.Pages, e)
		default:
			s.Sitemaps = append(s.Sitemaps, e)
		}
	}
}

// unzipped is data decompressed, if it is compressed.
func unzipped(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	data, err = io.ReadAll(io.LimitReader(z, maxSitemapBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("sitemap: %w", err)
	case len(data) > maxSitemapBytes:
		return nil, fmt.Errorf("sitemap: %w: more than %d bytes", fetch.ErrTooLarge, maxSitemapBytes)
	}
	return data, nil
}

// dated is the time that an entry gives, or zero.
func (e sitemapEntry) dated() time.Time {
	for _, value := range []string{e.News.Published, e.Modified} {
		// W3C date and time: a year, a month, a day, or with the time.
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006"} {
			if t, err := time.Parse(layout, strings.TrimSpace(value)); err == nil {
				return t
			}
		}
	}
	return time.Time{}
}
