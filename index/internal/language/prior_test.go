package language

import (
	"testing"

	"github.com/newssearch/newssearch/index/internal/pairs"
)

// The prior is built in, so a damaged one would go unnoticed but for worse answers.
func TestPrior(t *testing.T) {
	table, err := pairs.Open(priorBytes)
	if err != nil {
		t.Fatal(err)
	}
	if len(priorBytes) > 2<<20 || table.Tokens() == 0 {
		t.Errorf("prior of %d bytes counts %d tokens", len(priorBytes), table.Tokens())
	}
	pair := func(a, b string) uint32 { return table.Count(pairs.Pair(pairs.Term(a), pairs.Term(b))) }
	if common, rare := pair("biên", "chế"), pair("biển", "chế"); common < 10*max(rare, 1) {
		t.Errorf("biên chế %d times, biển chế %d", common, rare)
	}
}
