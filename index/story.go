package index

import (
	"context"
	"slices"
)

// Story returns the near-duplicates of the article with the given ID, the
// earliest first and those without a date last: at most MaxSimilar, the article
// itself left out, none when it stands alone. The error matches ErrNotFound when
// there is no such article. It is safe for concurrent use.
func (x *Index) Story(ctx context.Context, id string) (list []Similar, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	own, err := v.locate(id)
	if err != nil {
		return nil, err
	}
	st, err := v.stories()
	if err != nil {
		return nil, err
	}
	n := st.number(own.seg, own.doc)
	if n == 0 {
		return nil, nil
	}
	// The members are shared with other searches.
	others := slices.DeleteFunc(slices.Clone(st.members[n]), func(at place) bool { return at == own })
	if err := v.sortByDate(others); err != nil {
		return nil, err
	}
	for _, at := range others[:min(len(others), MaxSimilar)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := x.similar(v, at)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
