package index

import (
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/lookup"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// prefix holds where a document has a term that begins with what was typed.
// Marks typed are respected, marks left out are free.
func (p *plan) prefix(t *understand.Term) engine.Expr {
	slot := p.newSlot(t)
	p.leaves = append(p.leaves, engine.Leaf{Fields: lookup.FieldsOf(t.Field), Terms: t.Group, Group: t.Canonical, Weight: 1, Slot: slot})
	return engine.Slot(slot)
}
