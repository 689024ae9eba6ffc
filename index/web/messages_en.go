package web

import (
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index"
)

// english are the words of the page for those who do not read Vietnamese well.
var english = messages{
	english: true,
	Lang:    langEn, OtherLang: langVi, OtherLangName: "Tiếng Việt",
	Tagline: "Vietnamese news search, however you type",
	Search:  "Search", SearchLabel: "Search the articles", Placeholder: "Find articles",
	Hint:          "Marks may be left out; raw Telex and VNI keys are read.",
	SkipToResults: "Skip to results",

	ShowingFor: "Showing results for", SearchLiterally: "search literally for", LiteralNow: "Searching for the letters as typed.",
	RestoreMarks: "Restore marks", Dropped: "No article has all the words; left out:",
	Mistake: "The query has a mistake", Note: "Note", DidYouMean: "Did you mean", TryInstead: "Try",
	Loosened: "No good article has the phrase; searching for its words:", AllWords: "Only articles that have all the words",
	AllWordsNow: "Only articles that have all the words.", SomeWords: "Show near ones too",
	AsTyped: "As typed", NotAsPhrase: "Not as an exact phrase", WithoutFilters: "Without the filters",
	ReadAs: "is searched for as", MayMean: "it may also mean",

	Filters: "Filters", Source: "Source", Section: "Section", Time: "Time", Sort: "Sort", Unknown: "unknown",
	From: "From", To: "To", Apply: "Apply", ClearAll: "Clear filters", Remove: "Remove filter", ByPeriod: "Show as a list",
	More: "Show more", SetFilters: "Filtered by",
	HistogramHelp: "Arrow keys choose, Shift extends, Enter filters.",
	HistogramNone: "No article has a date.",
	Page:          "Page", Previous: "Previous page", Next: "Next page", Pages: "Pages of results",
	NoDate: "no date", Lacks: "Lacks:", LooseBelow: "The articles below lack some of the words",

	NothingTitle:    "No article found",
	NothingFiltered: "No article passes the filters",
	NothingAdvice:   "Try fewer words, all their marks, or fewer filters.",
	EmptyIndexTitle: "There are no articles yet", EmptyIndexAdvice: "Take some in with the command newssearch ingest.",
	AllNewest: "Newest",

	AllTimes: "Any time", When: "Day, month or year", WhenHint: "3/2018", Range: "From – to", FindValue: "Find in",
	Rooted: "Heights go with the square root.", SwapDates: "Swap the dates", FirstPage: "To the first page", WithoutIt: "Search without this condition",
	PastEndTitle: "There are no more results", Examples: "Try", Newest: "Newest", Sections: "By section", AllArticles: "All articles, newest first",
	Keep: "Keep", Follow: "Follow this search (RSS)", FollowWhy: "Paste this address into an RSS or Atom reader to get new articles.",
	Export: "Download the results", Save: "Save this search", Saved: "Saved", Recent: "Recent", Forget: "Remove", SavedNone: "Kept in this browser only.",
	Yours: "Yours",
	Share: "Share", LinkCopied: "Address copied", Matches: "matches", PrevMatch: "Previous match", NextMatch: "Next match",
	PrevHit: "Previous article", NextHit: "Next article",

	Back: "Back to the results", Original: "Read the original", Related: "Related articles", Duplicates: "The same story",
	ThisOne: "this article", Cite: "Cite", Copy: "Copy", Copied: "Copied", CopyFailed: "Copying failed; select the text instead",
	Captions: "Captions", Author: "Author", Tags: "Tags", Print: "Print",

	HelpTitle: "How to search", Help: "Help", Close: "Close", SyntaxTitle: "In the search box", KeysTitle: "Keys",
	HelpRows: [][2]string{
		{"tinh gian bien che", "without marks: they are restored"},
		{`"đội ngũ cán bộ"`, "the words side by side"},
		{"giá vàng -bạc", "without the word “bạc”"},
		{"giá vàng OR giá dầu", "either"},
		{"tinh*", "words that begin so"},
		{"source:VOV category:thời-sự", "filter by source, section"},
		{"title:lũ author:…", "in the title, by author"},
		{"after:3/2018 before:2019", "filter by time"},
	},
	KeyRows: [][2]string{
		{"/", "to the search box"}, {"↓ ↑", "through the results; j k too"}, {"Enter", "open the article"}, {"n p", "next, previous match in an article"},
		{"j k", "next, previous article while reading"}, {"u", "back to the results"}, {"Esc", "close suggestions, leave the box"}, {"?", "this help"},
	},
	Feed: "Atom feed", API: "API", Sample: "These are sample articles written for this program, not real news.",
	Loading: "Searching…", Offline: "The server cannot be reached. Please try again.",

	ErrorTitle: "Something went wrong", NotFoundTitle: "There is no such page", NotFoundAdvice: "The article may have been removed, or the address is mistyped.",
	BusyTitle: "The server is busy", BusyAdvice: "Too many searches at the same time. Please try again in a moment.",
	TimeoutTitle: "The search took too long", BadRequestTitle: "The request has a mistake",
	FaultAdvice: "The program failed on this request; its log has the details.", HomeLink: "To the search page",

	moving: map[string]string{
		whenToday: "Today", whenWeek: "7 days", whenMonth: "This month", whenYear: "This year", whenUndated: "No date",
	},
	examples: []string{"without marks", "an exact phrase", "raw Telex keys"},
	dates:    func(first, last string) string { return "from " + first + " to " + last },

	thousands: ",",
	weekdays:  [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	sorts: map[index.Sort]string{
		index.SortRelevance: "Most relevant", index.SortNewest: "Newest", index.SortOldest: "Oldest",
	},
	match: map[index.Match][2]string{
		index.MatchTone:         {"other tone placement", "Matches with the tone mark placed, or i/y written, otherwise (hoà/hòa, kỹ/kĩ)"},
		index.MatchMarks:        {"marks restored", "Matches after marks were restored"},
		index.MatchKeys:         {"keys decoded", "Matches after raw Telex or VNI keys were read"},
		index.MatchAbbreviation: {"abbreviation", "Matches by an abbreviation or its meaning"},
		index.MatchSpacing:      {"spacing", "Matches written together or apart"},
		index.MatchSpelling:     {"nearly", "Matches but for one letter"},
	},
	reprints: func(n int) string {
		if n == 1 {
			return "1 reprint"
		}
		return fmt.Sprintf("%d reprints", n)
	},
	found: func(n string, one, atLeast bool) string {
		if atLeast {
			return "At least " + plural(n, one)
		}
		return plural(n, one)
	},
	articles: plural,
	stories: func(n string, one bool) string {
		if one {
			return "1 story"
		}
		return n + " different stories"
	},
	ago: func(d time.Duration, days int) string {
		switch {
		case days == 1:
			return "yesterday"
		case days > 1:
			return fmt.Sprintf("%d days ago", days)
		case d < time.Minute:
			return "just now"
		case d < time.Hour:
			return fmt.Sprintf("%d min ago", int(d.Minutes()))
		}
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	},
	longDate: func(d, m, y int) string { return fmt.Sprintf("%d %s %d", d, time.Month(m), y) },
	monthOf:  func(m, y int) string { return fmt.Sprintf("%s %d", time.Month(m), y) },
	yearOf:   func(y int) string { return fmt.Sprint(y) },
	within:   func(period string) string { return "Only in " + period },
	between: func(from, to string) string {
		switch {
		case to == "":
			return "since " + from
		case from == "":
			return "until " + to
		}
		return from + " – " + to
	},
}

func plural(n string, one bool) string {
	if one {
		return n + " article"
	}
	return n + " articles"
}
