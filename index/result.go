package index

import "time"

// Result is the answer to a Request. Its JSON form is a contract with other
// programs: fields are added, never renamed.
type Result struct {
	// Query is the query as asked; percent-encoding and hyphens at the ends of lines, as pasted text has them, are undone.
	Query string `json:"query"`
	// Understood is the query as it was searched when that differs: with marks
	// restored, raw keys decoded, a spelling corrected.
	Understood string `json:"understood,omitempty"`
	// Readings says word by word what was understood.
	Readings []Reading `json:"readings,omitempty"`
	// Total counts the articles with all the words (after Dropped were left
	// out), near-duplicates one by one. The hits of SortRelevance are the best 100 articles,
	// whatever they lack; then the rest of those that are counted; then the others.
	Total int `json:"total"`
	// Stories counts what Total does, but each story once. It is 0 when not all
	// articles had to be looked at for the page, and with Request.NoCollapse.
	Stories int     `json:"stories,omitempty"`
	TotalIs TotalIs `json:"total_is"`
	// Dropped are the words left out of the count because no article has all of them.
	Dropped []string `json:"dropped,omitempty"`
	// Loosened are phrases of the query that were read as words in any place, because they kept every good article away. With
	// Request.AllWords they hold.
	Loosened []string `json:"loosened,omitempty"`
	// TookMS is the time spent in Search, in milliseconds.
	TookMS float64 `json:"took_ms"`
	Hits   []Hit   `json:"hits"`
	// More: other hits follow these.
	More bool `json:"more,omitempty"`
	// Facets is nil unless asked for.
	Facets *Facets `json:"facets,omitempty"`
	// Suggestions are other queries worth a try, the best first.
	Suggestions []Suggestion `json:"suggestions,omitempty"`
	// Problems are the mistakes in the query that could be read around.
	Problems []Problem `json:"problems,omitempty"`
}

// TotalIs says how Result.Total was counted.
type TotalIs string

// The ways to count.
const (
	// TotalExact: every article that matches was counted.
	TotalExact TotalIs = "exact"
	// TotalAtLeast: there may be more, which were not looked into to bound the work.
	TotalAtLeast TotalIs = "at least"
)

// Reading is how a stretch of the query was understood.
type Reading struct {
	// Start and End are byte offsets into Result.Query.
	Start int `json:"start"`
	End   int `json:"end"`
	// Typed is that stretch, Read what was searched for.
	Typed string `json:"typed"`
	Read  string `json:"read"`
	Kind  Match  `json:"kind"`
	// Choices are other meanings the reader may have had, the likeliest first.
	Choices []string `json:"choices,omitempty"`
}

// Match is how what was typed became what was found. Of a hit it is the
// farthest step that was needed.
type Match string

// The kinds of match, from the nearest to the farthest.
const (
	// MatchExact: letter for letter, but for capitals and Unicode form.
	MatchExact Match = "exact"
	// MatchTone: the same syllable in the other tone placement or i/y spelling.
	MatchTone Match = "tone"
	// MatchSpacing: joined or apart, as ô tô and ôtô, iPhone 7 and iPhone7.
	MatchSpacing Match = "spacing"
	// MatchMarks: marks were left out and restored.
	MatchMarks Match = "marks"
	// MatchKeys: raw Telex or VNI keys were decoded.
	MatchKeys Match = "keys"
	// MatchAbbreviation: an abbreviation for its meaning, or the other way.
	MatchAbbreviation Match = "abbreviation"
	// MatchSpelling: one letter off.
	MatchSpelling Match = "spelling"
)

// Hit is one article found.
type Hit struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	URL      string `json:"url,omitempty"`
	Source   string `json:"source,omitempty"`
	Category string `json:"category,omitempty"`
	// Author, Tags and Lead are those of the article. They stand with its text,
	// so they are empty when Request.SnippetRunes is negative.
	Author string   `json:"author,omitempty"`
	Tags   []string `json:"tags,omitempty"`
	Lead   string   `json:"lead,omitempty"`
	Image  string   `json:"image,omitempty"` // see Article
	// Published is the zero time when unknown.
	Published time.Time `json:"published,omitzero"`
	// Score, and Explanation, are those of the best article of the story.
	Score float64 `json:"score"`
	Match Match   `json:"match,omitempty"`
	// Missing are the words of the query that the article lacks, besides those
	// of Result.Dropped.
	Missing []string `json:"missing,omitempty"`
	// TitleMarks are the byte ranges of Title to mark.
	TitleMarks [][2]int `json:"title_marks,omitempty"`
	Snippet    Snippet  `json:"snippet"`
	// Reprints are the near-duplicates under this hit that match too, the
	// earliest first, at most MaxReprints. The hit itself is the earliest of all;
	// when hits are sorted by date it is the one that its place is due to.
	Reprints    []Reprint    `json:"reprints,omitempty"`
	Explanation *Explanation `json:"explanation,omitempty"`
}

// Snippet is a passage of an article.
type Snippet struct {
	// Text is cut at word borders; "…" stands where text was left out.
	Text string `json:"text"`
	// Marks are the byte ranges of Text that matched, rising, not overlapping.
	Marks [][2]int `json:"marks,omitempty"`
}

// Reprint is another article that tells the same story.
type Reprint struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	URL       string    `json:"url,omitempty"`
	Source    string    `json:"source,omitempty"`
	Published time.Time `json:"published,omitzero"`
}

// Facets are counts over all the articles Result.Total counts, by what their labels
// and dates are. A label that the request filters by (Request.Sources and so on) is
// counted as if it did not, so that the counts say what another value would add.
//
// A Count is what Result.Total becomes when its Value is the only value of its
// filter, unless the total is a lower bound or other words are dropped then.
type Facets struct {
	Sources    []Count `json:"sources"`
	Categories []Count `json:"categories"`
	Authors    []Count `json:"authors"`
	Tags       []Count `json:"tags"`
	// Dates are the counts by day, month or year, rising, empty ones left out.
	Dates []DateCount `json:"dates"`
	// Interval is "day", "month" or "year": what one of Dates stands for.
	Interval string `json:"interval,omitempty"`
	// Undated is the number of articles without a date.
	Undated int `json:"undated,omitempty"`
}

// Count is a value and the number of articles that have it.
type Count struct {
	// Value is a label in the spelling that most of these articles have.
	Value string `json:"value"`
	Count int    `json:"count"`
	// Asked are the values of the request's filter that mean this label, as they were
	// given: the label is one that is filtered by when there are any. Such labels
	// are always listed, with a count of 0 if need be.
	Asked []string `json:"asked,omitempty"`
}

// DateCount is a span of time and the number of articles published in it.
type DateCount struct {
	// From is the first moment of the span, in UTC+7.
	From  time.Time `json:"from"`
	Count int       `json:"count"`
}

// Suggestion is another query to try.
type Suggestion struct {
	Query string `json:"query"`
	// Kind says why, and what else to change in the request.
	Kind SuggestionKind `json:"kind"`
	// Total is the number of articles it finds, 0 when that was not counted.
	Total int `json:"total,omitempty"`
	// From and To are the time that SuggestDate restricts the search to: from From on,
	// before To, in UTC+7.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
}

// SuggestionKind is a reason to try another query. More may be added.
type SuggestionKind string

// The kinds of suggestions.
const (
	// SuggestSpelling: a word was probably meant otherwise.
	SuggestSpelling SuggestionKind = "spelling"
	// SuggestAbbreviation: an abbreviation in full, or another meaning of it.
	SuggestAbbreviation SuggestionKind = "abbreviation"
	// SuggestWithoutFilters: no article passes the filters. Clear Request.From and
	// To and its lists of sources, categories, authors and tags; the filters in the
	// query are left out of Suggestion.Query.
	SuggestWithoutFilters SuggestionKind = "without-filters"
	// SuggestFewerWords: the phrases as words in any place.
	SuggestFewerWords SuggestionKind = "fewer-words"
	// SuggestLiteral: the query as it was typed, to be asked with Request.Literal.
	SuggestLiteral SuggestionKind = "literal"
	// SuggestDate: the time that the words name, From to To, as a filter in the query.
	SuggestDate SuggestionKind = "date"
)

// Explanation is a score in parts: Value is the sum of the parts' values.
type Explanation struct {
	Value float64 `json:"value"`
	// Text says in English what the value is and how it was computed.
	Text  string         `json:"text"`
	Parts []*Explanation `json:"parts,omitempty"`
}
