package index

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// ownFiles are the files in the folder of an index that are made from its articles.
var ownFiles = []string{disk.MetaFile, statisticsFile, columnsFile, suggestionsFile}

// carryOver takes what else lies in the folder of an index over into the one that
// replaces it: the user's own abbreviations, and what programs keep beside their
// articles. Folders are left, as are files that were being written.
func carryOver(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return fmt.Errorf("files beside the articles: %w", err)
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || isOwnFile(e.Name()) {
			continue
		}
		if err := linkOrCopy(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return fmt.Errorf("take %s over: %w", e.Name(), err)
		}
	}
	return nil
}

// isOwnFile reports whether a file is one of ownFiles or a half-written one.
func isOwnFile(name string) bool {
	return slices.ContainsFunc(ownFiles, func(own string) bool { return name == own || strings.HasPrefix(name, own+".") })
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
