package index

// A headline that is pasted has quotation marks for what somebody said, and the articles about it say it a little otherwise. Where
// its phrases keep every good article away they are read as words. A phrase that is asked for alone is meant: it is not loosened, but
// offered as words.

const (
	// maxKeptAway is how many articles a query with phrases may find and still be tried without them.
	maxKeptAway = 5
	// looseGain is how much better than the best article with the phrases one without them must be. A phrase scores as its
	// words do, so that an article that has everything else as well is worth a quarter more in a headline of ten words.
	looseGain = 1.25
)

// keptAway reports whether the phrases of the query may have kept good articles away.
func (s *search) keptAway() bool {
	r := s.request
	if len(s.plan.words) == 0 || r.AllWords || r.Literal || r.Offset > 0 && s.result.Total > 0 || s.result.Total > maxKeptAway {
		return false
	}
	_, phrases := s.query.Loosen(r.Query)
	return len(phrases) > 0
}

// worseThan reports whether the answer without the phrases is the better one: s found nothing, or nothing as good.
func (s *search) worseThan(loose *search) bool {
	if len(loose.result.Hits) == 0 {
		return false
	}
	return len(s.result.Hits) == 0 || loose.result.Hits[0].Score > looseGain*s.result.Hits[0].Score
}
