package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// CarryOver takes the files in the folder of an index that are not made from its articles
// over into the one that replaces it: the user's own abbreviations, and what programs keep
// beside their articles. made names the files that are, besides bleve's. Folders are left,
// as are files that were being written.
func CarryOver(from, to string, made ...string) error {
	made = append(append(made, MetaFile), copyFiles...)
	entries, err := os.ReadDir(from)
	if err != nil {
		return fmt.Errorf("files beside the articles: %w", err)
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || isMade(e.Name(), made) {
			continue
		}
		if err := linkOrCopy(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return fmt.Errorf("take %s over: %w", e.Name(), err)
		}
	}
	return nil
}

// isMade reports whether a file is one of made or a half-written one.
func isMade(name string, made []string) bool {
	return slices.Contains(made, name) || IsUnfinished(name, made)
}

// IsUnfinished reports whether a file is one that WriteFile did not come to rename to one
// of names.
func IsUnfinished(name string, names []string) bool {
	return slices.ContainsFunc(names, func(own string) bool { return strings.HasPrefix(name, own+".") })
}

func linkOrCopy(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrNotExist) { // gone meanwhile
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
