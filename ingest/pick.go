package ingest

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// CheckPatterns reports the first of the globs of Options.Include or
// Options.Exclude that is malformed.
func CheckPatterns(patterns ...string) error {
	for _, p := range patterns {
		if !doublestar.ValidatePattern(p) {
			return fmt.Errorf("%q is not a pattern: see the rules of * ? [a-z] {a,b} and **", p)
		}
	}
	return nil
}

// picks reports whether the file rel, below a folder or in an archive, is read.
func (o *Options) picks(rel string) bool {
	return !o.excludes(rel) && (len(o.Include) == 0 || matchAny(o.Include, rel))
}

// excludes reports whether the file or folder rel is left out with all below it.
func (o *Options) excludes(rel string) bool { return matchAny(o.Exclude, rel) }

// matchAny matches a pattern without a slash against the last part of rel, one with
// a slash against the whole of it.
func matchAny(patterns []string, rel string) bool {
	rel = filepath.ToSlash(rel)
	for _, p := range patterns {
		name := rel
		if p = strings.TrimPrefix(strings.TrimSuffix(p, "/"), "./"); !strings.Contains(p, "/") {
			name = path.Base(rel)
		}
		// An error is a malformed pattern, which matches nothing; see CheckPatterns.
		if ok, err := doublestar.Match(strings.TrimPrefix(p, "/"), name); err == nil && ok {
			return true
		}
	}
	return false
}
