package index

import (
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// Reprints returns the near-duplicates of the article with the given ID, the
// earliest first and those without a date last: at most MaxReprints, the article
// itself left out, none when it stands alone. The error matches ErrNotFound when
// there is no such article. It is safe for concurrent use.
func (x *Index) Reprints(ctx context.Context, id string) (list []Reprint, err error) {
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
	n := st.Number(own)
	if n == 0 {
		return nil, nil
	}
	// The members are shared with other searches.
	others := slices.DeleteFunc(slices.Clone(st.Members(n)), func(at engine.Place) bool { return at == own })
	if err := v.sortByDate(others); err != nil {
		return nil, err
	}
	for _, at := range others[:min(len(others), MaxReprints)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := x.reprint(v, at)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
