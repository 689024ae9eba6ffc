package eval

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Qrels are judgments: how relevant an article is to a query, by query and
// article ID. Zero or less, and an article not named, is not relevant.
type Qrels map[string]map[string]int

// ReadQrels reads judgments as TREC writes them: "query 0 article grade", parted
// by spaces or tabs. Errors name the line, and name as the file.
func ReadQrels(r io.Reader, name string) (Qrels, error) {
	qrels := Qrels{}
	err := eachLine(r, name, func(_ int, line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("%d fields, want 4: query, iteration, article, grade", len(f))
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("grade %q is not a whole number", f[3])
		}
		if qrels[f[0]] == nil {
			qrels[f[0]] = map[string]int{}
		}
		qrels[f[0]][f[2]] = grade
		return nil
	})
	if err == nil && len(qrels) == 0 {
		err = fmt.Errorf("%s: no judgments", name)
	}
	return qrels, err
}

// Relevant is the number of articles relevant to the query.
func (q Qrels) Relevant(query string) int {
	n := 0
	for _, grade := range q[query] {
		if grade > 0 {
			n++
		}
	}
	return n
}
