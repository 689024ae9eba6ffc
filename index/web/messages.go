package web

import (
	"fmt"
	"strconv"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// Languages of the page, as in the parameter hl.
const (
	langVi = "vi"
	langEn = "en"
)

// messages are the words of the page in one language. The fields that are
// printed are plain text; the templates escape them.
type messages struct {
	Lang, OtherLang, OtherLangName string
	Tagline                        string
	Search, SearchLabel, Hint      string
	SkipToResults                  string
	Placeholder                    string

	ShowingFor, SearchLiterally, LiteralNow, RestoreMarks string
	Dropped, Mistake, Note, DidYouMean, TryInstead        string
	AsTyped, NotAsPhrase, WithoutFilters                  string
	Loosened, AllWords, AllWordsNow, SomeWords            string
	ReadAs, MayMean                                       string

	Filters, Source, Section, Time, Sort, Unknown string
	From, To, Apply, ClearAll, Remove, ByPeriod   string
	More                                          string
	SetFilters                                    string
	AllTimes, When, WhenHint, Range, FindValue    string
	Rooted, SwapDates, FirstPage, WithoutIt       string
	PastEndTitle                                  string
	Examples, Newest, Sections, AllArticles       string
	Keep, Follow, FollowWhy, Export, Save, Saved  string
	Recent, Forget, SavedNone, Yours              string
	Share, LinkCopied, Matches, PrevMatch         string
	NextMatch, PrevHit, NextHit                   string
	HistogramHelp, HistogramNone                  string
	Page, Previous, Next, Pages                   string
	NoDate, Lacks, LooseBelow                     string

	NothingTitle, NothingFiltered, NothingAdvice, EmptyIndexTitle, EmptyIndexAdvice string
	AllNewest                                                                       string

	Back, Original, Related, Duplicates, ThisOne, Cite, Copy, Copied, Captions, Author, Tags, Print string
	CopyFailed                                                                                      string

	HelpTitle, Help, Close string
	HelpRows               [][2]string
	KeyRows                [][2]string
	KeysTitle, SyntaxTitle string
	Feed, API              string
	Sample, Loading        string
	Offline                string

	ErrorTitle, NotFoundTitle, NotFoundAdvice, BusyTitle, BusyAdvice, FaultAdvice, HomeLink string
	TimeoutTitle, BadRequestTitle                                                           string

	thousands string
	weekdays  [7]string
	sorts     map[index.Sort]string
	match     map[index.Match][2]string
	reprints  func(n int) string
	found     func(n string, one, atLeast bool) string
	articles  func(n string, one bool) string
	stories   func(n string, one bool) string
	ago       func(d time.Duration, days int) string
	longDate  func(d, m, y int) string
	monthOf   func(m, y int) string
	yearOf    func(y int) string
	between   func(from, to string) string
	within    func(period string) string
	moving    map[string]string // by the value of the parameter when
	examples  []string          // what an example shows
	dates     func(first, last string) string
	english   bool
}

func messagesFor(lang string) *messages {
	if lang == langEn {
		return &english
	}
	return &vietnamese
}

// told is the catalogue that the page shares with other programs.
func (m *messages) told() *message.Catalogue { return message.In(message.Language(m.Lang)) }

// number writes n in groups of three digits.
func (m *messages) number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + m.thousands + s[i:]
	}
	return s
}

// moment is a time of publication for readers.
type moment struct {
	Words   string // "hôm qua", "12 tháng 3, 2018"
	Exact   string // "Thứ Hai, 12/3/2018, 07:30 (UTC+7)"
	Machine string // RFC 3339
}

// moment writes t, in Vietnam; nil for the zero time. Midnight is what a date
// without a time of day is read as, so the hour is left out then.
func (m *messages) moment(t, now time.Time) *moment {
	if t.IsZero() {
		return nil
	}
	t, now = t.In(index.VietnamTime), now.In(index.VietnamTime)
	out := &moment{Machine: t.Format(time.RFC3339), Exact: m.weekdays[t.Weekday()] + ", " + t.Format("2/1/2006")}
	if !isDay(t) {
		out.Exact += ", " + t.Format("15:04") + " (UTC+7)"
	}
	out.Words = m.longDate(t.Day(), int(t.Month()), t.Year())
	// The day's number, so that yesterday evening is yesterday.
	days := int(midnight(now).Sub(midnight(t)).Hours() / 24)
	if age := now.Sub(t); age >= 0 && days < 7 && (days > 0 || !isDay(t)) {
		out.Words = m.ago(age, days)
	}
	return out
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, index.VietnamTime)
}

// day writes a day as in a list.
func (m *messages) day(t time.Time) string {
	t = t.In(index.VietnamTime)
	return t.Format("2/1/2006")
}

// period writes what a filter by date lets through.
func (m *messages) period(p period) string {
	from := p.from.In(index.VietnamTime)
	switch p.whole() {
	case "year":
		return m.yearOf(from.Year())
	case "month":
		return m.monthOf(int(from.Month()), from.Year())
	case "day":
		return m.day(from)
	}
	var first, last string
	if !p.from.IsZero() {
		first = m.day(p.from)
	}
	if !p.to.IsZero() {
		last = m.day(p.to.Add(-time.Second))
	}
	return m.between(first, last)
}

// span names a bar of the histogram.
func (m *messages) span(p period, interval string) string {
	if p.whole() != "" || interval != "year" {
		return m.period(p)
	}
	// Several years together.
	return fmt.Sprintf("%d–%d", p.from.In(index.VietnamTime).Year(), p.to.In(index.VietnamTime).Year()-1)
}

// bound writes a bound of a period, as it stands in an address, for readers.
func (m *messages) bound(s string) string {
	t, err := time.ParseInLocation(time.DateOnly, s, index.VietnamTime)
	if err != nil || m.english {
		return s
	}
	return m.day(t)
}

// figures says what there is to search.
func (m *messages) figures(r *index.Result) string {
	text := m.articles(m.number(r.Total), r.Total == 1)
	if n := len(r.Facets.Dates); n > 0 {
		first, last := r.Facets.Dates[0].From, r.Facets.Dates[n-1].From
		text += " " + m.dates(m.spanStart(first, r.Facets.Interval), m.spanStart(last, r.Facets.Interval))
	}
	return text
}

// spanStart names the time that one count by date stands for.
func (m *messages) spanStart(t time.Time, interval string) string {
	switch t = t.In(index.VietnamTime); interval {
	case "year":
		return t.Format("2006")
	case "month":
		return t.Format("1/2006")
	}
	return t.Format("2/1/2006")
}
