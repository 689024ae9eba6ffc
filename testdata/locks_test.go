package testdata_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// harmless are calls that cannot panic, or only where the program is wrong at once.
var harmless = map[string]bool{
	"len": true, "cap": true, "append": true, "delete": true, "clear": true, "close": true, "make": true, "new": true,
	"min": true, "max": true, "string": true, "int64": true, "Load": true, "Store": true, "Add": true, "Swap": true,
	"Broadcast": true, "PanicOnFault": true, "Lock": true, "RLock": true, "Unlock": true, "RUnlock": true, "CompareAndSwap": true,
}

// No lock survives a panic: between Lock and an Unlock that is not deferred nothing
// is called that might panic, since queries recover from panics and go on.
func TestNoLockSurvivesAPanic(t *testing.T) {
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
			return err
		}
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if block, ok := n.(*ast.BlockStmt); ok {
				checkLocks(t, fset, block.List)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkLocks looks at the statements after each Lock of a block.
func checkLocks(t *testing.T, fset *token.FileSet, list []ast.Stmt) {
	for i, s := range list {
		lock := called(s)
		if lock != "Lock" && lock != "RLock" || i+1 == len(list) {
			continue
		}
		if _, deferred := list[i+1].(*ast.DeferStmt); deferred {
			continue
		}
		unlock := strings.Replace(lock, "Lock", "Unlock", 1)
		for _, s := range list[i+1:] {
			if called(s) == unlock {
				break
			}
			ast.Inspect(s, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if ok && !harmless[name(call)] {
					t.Errorf("%s: %s is called under a lock whose Unlock is not deferred", fset.Position(call.Pos()), name(call))
				}
				return true
			})
		}
	}
}

// called is the name of the function that a statement calls, "" for none.
func called(s ast.Stmt) string {
	if e, ok := s.(*ast.ExprStmt); ok {
		if call, ok := e.X.(*ast.CallExpr); ok {
			return name(call)
		}
	}
	return ""
}

func name(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
