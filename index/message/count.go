package message

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// Number writes n in groups of three digits.
func (c *Catalogue) Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + c.in(",", ".") + s[i:]
	}
	return s
}

// plural writes a count with what is counted, which English has two forms of.
func (c *Catalogue) plural(n int, one, many, vietnamese string) string {
	if n == 1 {
		many = one
	}
	return c.Number(n) + " " + c.in(many, vietnamese)
}

// Articles counts articles.
func (c *Catalogue) Articles(n int) string { return c.plural(n, "article", "articles", "bài") }

// Reprints counts the near-duplicates of an article.
func (c *Catalogue) Reprints(n int) string {
	return c.plural(n, "reprint", "reprints", "bài đăng lại")
}

// Found counts what was found, and the stories among it where they are fewer.
func (c *Catalogue) Found(r *index.Result) string {
	s := c.Articles(r.Total)
	if r.TotalIs == index.TotalAtLeast {
		s = c.in("At least ", "Ít nhất ") + s
	}
	if r.Stories > 0 && r.Stories < r.Total {
		s += " · " + c.stories(r.Stories)
	}
	return s
}

func (c *Catalogue) stories(n int) string {
	if n == 1 {
		return c.in("1 story", "cùng một tin")
	}
	return c.Number(n) + " " + c.in("different stories", "tin khác nhau")
}

// Figures says what a collection has: how many articles, and of which time.
func (c *Catalogue) Figures(r *index.Result) string {
	s := c.Articles(r.Total)
	if r.Facets == nil || len(r.Facets.Dates) == 0 {
		return s
	}
	dates := r.Facets.Dates
	first, last := c.Interval(dates[0].From, r.Facets.Interval), c.Interval(dates[len(dates)-1].From, r.Facets.Interval)
	return s + " " + c.in("from "+first+" to "+last, "từ "+first+" đến "+last)
}

// Bytes writes a number of bytes as people read it, in powers of 1000.
func (c *Catalogue) Bytes(n int64) string {
	const units = "kMGTPE"
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n)/1000, 0
	for ; v >= 999.95; unit++ {
		v /= 1000
	}
	s := fmt.Sprintf("%.1f %cB", v, units[unit])
	if c.Lang == Vietnamese {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
