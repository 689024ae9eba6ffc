package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// room is what was measured of one package.
type room struct {
	path                            string
	files, lines, references, cycle int
}

// measure loads the packages of the module in dir, as this system builds them.
func measure(dir string) ([]room, error) {
	found, err := packages.Load(&packages.Config{
		Dir: dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax |
			packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps,
	}, "./...")
	if err != nil {
		return nil, err
	}
	if n := packages.PrintErrors(found); n > 0 {
		return nil, fmt.Errorf("%s: %d errors in its packages", dir, n)
	}
	var rooms []room
	for _, p := range found {
		r := room{path: p.PkgPath, files: len(p.GoFiles)}
		for _, file := range p.GoFiles {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			r.lines += bytes.Count(text, []byte("\n"))
		}
		refers := references(p)
		for _, to := range refers {
			r.references += len(to)
		}
		r.cycle = largestCycle(refers)
		rooms = append(rooms, r)
	}
	return rooms, nil
}

func references(p *packages.Package) graph {
	refers := graph{}
	for _, file := range p.Syntax {
		from := filepath.Base(p.Fset.Position(file.Pos()).Filename)
		refers[from] = map[string]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			used := p.TypesInfo.Uses[id]
			if used == nil || used.Pkg() != p.Types || !declaredForOthers(used, p.Types.Scope()) {
				return true
			}
			to := filepath.Base(p.Fset.Position(used.Pos()).Filename)
			if to != from && strings.HasSuffix(to, ".go") {
				refers[from][to] = true
			}
			return true
		})
	}
	return refers
}

// declaredForOthers reports whether another file can use o: a name of the
// package, a method or a field, in contrast to a variable inside a function.
func declaredForOthers(o types.Object, scope *types.Scope) bool {
	if o.Parent() == scope {
		return true
	}
	switch o := o.(type) {
	case *types.Func:
		return true
	case *types.Var:
		return o.IsField()
	}
	return false
}
