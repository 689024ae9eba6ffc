package main

import (
	"os"
	"strings"
)

// languageOf is the language of help and errors: that of --lang, else of the
// locale. What is neither vi nor en is left to the command to refuse.
func languageOf(args []string) string {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && (value == langVi || value == langEn) {
			return value
		}
		if arg == "--" {
			break
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "vi") {
				return langVi
			}
			return langEn
		}
	}
	return langEn
}
