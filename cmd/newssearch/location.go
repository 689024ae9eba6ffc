package main

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"
)

// indexVariable is the environment variable that names the index.
const indexVariable = "NEWSSEARCH_INDEX"

// location is where the index is: every command that uses one has these flags.
type location struct {
	dir string
}

func (l *location) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&l.dir, "index", "", "folder of the index, or opensearch://host:9200/name (default $"+indexVariable+", else your data folder)")
}

// path is the folder of the index, and whether it was named on the command line.
func (l *location) path() (dir string, named bool, err error) {
	if l.dir != "" {
		return l.dir, true, nil
	}
	if dir = os.Getenv(indexVariable); dir != "" {
		return dir, false, nil
	}
	data, err := dataFolder()
	if err != nil {
		return "", false, usagef("no folder for the index: %w; name one with --index", err)
	}
	return filepath.Join(data, "newssearch", "index"), false, nil
}

// dataFolder is where programs keep a person's data: $XDG_DATA_HOME, or what the
// system has for it.
func dataFolder() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "share"), nil
}
