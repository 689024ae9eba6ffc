// House measures the rooms of a Go module: for each package its files, its lines,
// the references from file to file, and the largest cycle of files that refer to
// each other. Tests are left out.
//
//	go run . [-lines N] [-cycle N] [-core PACKAGE] [DIR]
//
// A file refers to another when it uses a package-level name, a method or a field
// that the other declares. Files in one cycle can only be read and moved together,
// so the size of the largest cycle says how much of a package is one room.
//
// With limits, house exits with 1 when a package has more lines than -lines, or
// the package that -core names has a larger cycle than -cycle.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	lines := flag.Int("lines", 0, "most lines that a package may have, 0 for no limit")
	cycle := flag.Int("cycle", 0, "largest cycle of files that the core package may have, 0 for no limit")
	core := flag.String("core", "", "the end of the core package's path")
	flag.Parse()
	dir := "."
	if flag.NArg() > 0 {
		dir = flag.Arg(0)
	}
	if err := run(dir, limits{*lines, *cycle, *core}); err != nil {
		fmt.Fprintln(os.Stderr, "house:", err)
		os.Exit(1)
	}
}

// limits are what a module must keep to.
type limits struct {
	lines, cycle int
	core         string
}

func run(dir string, limits limits) error {
	rooms, err := measure(dir)
	if err != nil {
		return err
	}
	fmt.Println("files  lines  references  cycle  package")
	var over []error
	for _, r := range rooms {
		fmt.Printf("%5d %6d %11d %6d  %s\n", r.files, r.lines, r.references, r.cycle, r.path)
		over = append(over, limits.check(r))
	}
	return errors.Join(over...)
}

func (l limits) check(r room) error {
	if l.lines > 0 && r.lines > l.lines {
		return fmt.Errorf("%s has %d lines, more than %d", r.path, r.lines, l.lines)
	}
	if l.cycle > 0 && l.core != "" && strings.HasSuffix(r.path, l.core) && r.cycle > l.cycle {
		return fmt.Errorf("%s has a cycle of %d files, more than %d", r.path, r.cycle, l.cycle)
	}
	return nil
}
