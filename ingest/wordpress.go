package ingest

import (
	"encoding/json"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/date"
)

// wordPressPost is what a post of the REST interface has beside its texts: the numbers
// of author and sections are spelled out in what is embedded ("?_embed").
type wordPressPost struct {
	Date     string `json:"date"`
	DateGMT  string `json:"date_gmt"`
	Embedded struct {
		Media []struct {
			URL string `json:"source_url"`
		} `json:"wp:featuredmedia"`
		Author []struct {
			Name string `json:"name"`
		} `json:"author"`
		Terms [][]struct {
			Taxonomy string `json:"taxonomy"`
			Name     string `json:"name"`
		} `json:"wp:term"`
	} `json:"_embedded"`
	Yoast struct {
		Author   string `json:"author"`
		SiteName string `json:"og_site_name"`
	} `json:"yoast_head_json"`
}

// readWordPress fills fields of a from a post of WordPress; other objects it leaves alone.
func readWordPress(object map[string]json.RawMessage, a *index.Article) {
	if object["date_gmt"] == nil && object["_embedded"] == nil && object["yoast_head_json"] == nil {
		return
	}
	var post wordPressPost
	for key, to := range map[string]any{"date": &post.Date, "date_gmt": &post.DateGMT, "_embedded": &post.Embedded, "yoast_head_json": &post.Yoast} {
		if value := object[key]; value != nil {
			_ = json.Unmarshal(value, to) // what does not fit is not of WordPress
		}
	}
	// The local time less that of Greenwich is the zone.
	local, err := date.Parse(post.Date, time.UTC)
	gmt, gmtErr := date.Parse(post.DateGMT, time.UTC)
	if offset := local.Sub(gmt); err == nil && gmtErr == nil && offset.Abs() <= 14*time.Hour && offset%(15*time.Minute) == 0 {
		a.Published = gmt.In(time.FixedZone("", int(offset.Seconds())))
	}
	fill(&a.Author, post.Yoast.Author)
	fill(&a.Source, post.Yoast.SiteName)
	for _, media := range post.Embedded.Media {
		fill(&a.Image, media.URL)
	}
	for _, author := range post.Embedded.Author {
		fill(&a.Author, author.Name)
	}
	for _, terms := range post.Embedded.Terms {
		for _, term := range terms {
			if term.Taxonomy == "category" {
				fill(&a.Category, plainLine(term.Name))
			} else {
				a.Tags = append(a.Tags, plainLine(term.Name))
			}
		}
	}
}

// fill sets a field that is empty.
func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
