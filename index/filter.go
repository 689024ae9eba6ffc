package index

import (
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// published holds where an article was published at from or later and before
// to; nil when both are zero. Articles without a date are left out then.
func (p *plan) published(from, to time.Time) (engine.Expr, error) {
	if from.IsZero() && to.IsZero() {
		return nil, nil
	}
	low, high := uint64(1), ^uint64(0)
	if !from.IsZero() {
		low = document.PublishedNumber(from)
	}
	if !to.IsZero() {
		high = document.PublishedNumber(to)
		if to.Nanosecond() > 0 {
			high++ // the column holds whole seconds
		}
	}
	bits := p.view.NewBits()
	for i, seg := range p.view.Segments {
		times, err := seg.Numbers(document.Published)
		if err != nil {
			return nil, fmt.Errorf("filter by date: %w", err)
		}
		for doc, t := range times {
			if t >= low && t < high {
				bits[i][doc/64] |= 1 << (doc % 64)
			}
		}
	}
	return bits, nil
}

// undated holds where an article has no date.
func (p *plan) undated() (engine.Expr, error) {
	dated, err := p.published(time.Time{}.Add(1), time.Time{})
	return engine.Not{Expr: dated}, err
}
