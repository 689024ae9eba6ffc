package ingest

import (
	"bytes"
	"encoding/json"
	"strings"
)

// maxValueDepth bounds how deep a text lies in a value: a name in an object in a list.
const maxValueDepth = 5

// texts reads a string, a number, an object by the part of it that names it, or a list
// of these. ok is false for what has no text in it. Of truth values nothing is read.
func texts(value json.RawMessage) (all []string, ok bool) { return textsAt(value, 0) }

func textsAt(value json.RawMessage, depth int) (all []string, ok bool) {
	value = bytes.TrimSpace(value)
	if len(value) == 0 || depth > maxValueDepth {
		return nil, false
	}
	switch c := value[0]; {
	case c == '"':
		s, ok := textOf(value)
		if s == "" {
			return nil, ok
		}
		return []string{s}, ok
	case c == '-' || c >= '0' && c <= '9':
		return []string{string(value)}, true
	case c == 'n' || c == 't' || c == 'f': // null, true, false
		return nil, true
	case c == '{':
		return namedText(value, depth)
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		return nil, false
	}
	for _, v := range list {
		part, ok := textsAt(v, depth+1)
		if !ok {
			return nil, false
		}
		all = append(all, part...)
	}
	return all, true
}

// textOf is the text of a JSON string.
func textOf(value json.RawMessage) (string, bool) {
	if bytes.IndexByte(value, '\\') < 0 { // already checked as part of the record
		return string(value[1 : len(value)-1]), true
	}
	var s string
	err := json.Unmarshal(value, &s)
	return s, err == nil
}

// textKeys are the keys by which objects say their text, the best first: of people and
// papers, of WordPress, of feeds, of XML made JSON, of Mongo and Firestore.
var textKeys = []string{"rendered", "name", "title", "content", "text", "html", "value", "main", "full", "plain", "raw", "caption", "display_name",
	"displayName", "full_name", "fullName", "label", "term", "#text", "_text", "$text", "_", "$t", "__cdata", "#cdata-section", "href", "url", "$oid", "$date", "$numberLong",
	"$numberInt", "$numberDouble", "$timestamp", "iso", "seconds", "_seconds", "t"}

// namedText reads an object by the first of textKeys that it has a text under. An empty
// object is no text, and nothing wrong.
func namedText(value json.RawMessage, depth int) ([]string, bool) {
	var object map[string]json.RawMessage
	if json.Unmarshal(value, &object) != nil {
		return nil, false
	}
	known := len(object) == 0
	for _, key := range textKeys {
		part, ok := object[key]
		if !ok {
			continue
		}
		if all, ok := textsAt(part, depth+1); ok {
			if known = true; len(all) > 0 {
				return all, true
			}
		}
	}
	return nil, known
}

// isNumbers reports whether texts are nothing but numbers, such as the keys of authors
// and sections in the tables of a content system.
func isNumbers(all []string) bool {
	for _, s := range all {
		if strings.Trim(s, "0123456789-. ") != "" {
			return false
		}
	}
	return len(all) > 0
}

// splitTags cuts a text of tags: a list as Python or JSON writes it, hash tags, or what
// stands between bars, semicolons or else commas.
func splitTags(s string) []string {
	s = strings.TrimSpace(s)
	if inner, ok := bracketed(s); ok {
		return quotedList(inner)
	}
	if strings.HasPrefix(s, "#") {
		return strings.FieldsFunc(s, func(r rune) bool { return r == '#' || r == ',' || r == ';' })
	}
	for _, separator := range []string{"|", "\n", ";"} {
		if strings.Contains(s, separator) {
			return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separator+",", r) })
		}
	}
	return strings.Split(s, ",")
}

// bracketed takes the brackets off a list that stands in a text.
func bracketed(s string) (inner string, ok bool) {
	for _, pair := range [...]string{"[]", "()", "{}"} {
		if len(s) > 1 && s[0] == pair[0] && s[len(s)-1] == pair[1] {
			return s[1 : len(s)-1], true
		}
	}
	return "", false
}

// quotedList reads 'a', "b, c" or a, b: the inside of a list of a program.
func quotedList(s string) []string {
	var all []string
	for s = strings.TrimLeft(s, " ,\n"); s != ""; s = strings.TrimLeft(s, " ,\n") {
		var end int
		if quote := s[0]; quote == '\'' || quote == '"' {
			s = s[1:]
			for end < len(s) && s[end] != quote {
				if s[end] == '\\' && end+1 < len(s) {
					end++
				}
				end++
			}
			all = append(all, strings.ReplaceAll(s[:min(end, len(s))], `\`, ""))
			s = s[min(end+1, len(s)):]
			continue
		}
		if end = strings.IndexByte(s, ','); end < 0 {
			end = len(s)
		}
		all = append(all, strings.TrimSpace(s[:end]))
		s = s[end:]
	}
	return all
}
