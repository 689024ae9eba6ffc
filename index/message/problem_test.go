package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// Every kind of mistake that the query language has is told in both languages.
func TestProblemsAreTold(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../internal/query/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[index.ProblemKind]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Kind" {
			kind, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			kinds[index.ProblemKind(kind)] = true
		}
		return true
	})
	if len(kinds) < 20 {
		t.Fatalf("only %d kinds were found", len(kinds))
	}
	for kind := range kinds {
		if text := problems[kind]; text.english == "" || text.vietnamese == "" {
			t.Errorf("%s is not told in both languages", kind)
		}
	}
	for kind := range problems {
		if !kinds[kind] {
			t.Errorf("%s is told, but no kind", kind)
		}
	}
	if got := In(English).Problem("brand_new"); got != "brand new" {
		t.Errorf("an unknown kind is told as %q", got)
	}
}
