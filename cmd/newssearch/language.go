package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/newssearch/newssearch/index/message"
)

// messages are the words of the program to readers, in one language.
type messages = message.Catalogue

// The values of --lang.
const (
	langVi = string(message.Vietnamese)
	langEn = string(message.English)
)

// messagesFor returns the words of a language that --lang names.
func messagesFor(lang string) (*messages, error) {
	return message.In(message.Language(lang)), oneOf("lang", lang, langVi, langEn)
}

func english() *messages { return message.In(message.English) }

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

// wordsKey is where a context carries the words of help, notes and errors.
type wordsKey struct{}

// words are the words of notes to the person; English ones where none were chosen.
func words(ctx context.Context) *messages {
	if m, ok := ctx.Value(wordsKey{}).(*messages); ok {
		return m
	}
	return english()
}

// note writes a note of the program.
func note(notes io.Writer, text string) { fmt.Fprintln(notes, "newssearch: "+text) }

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
