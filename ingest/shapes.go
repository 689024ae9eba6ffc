package ingest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// maxRecordsInObject bounds the articles in one object that is a table; it lies within
// the limit of one record anyway.
const maxRecordsInObject = 1 << 20

// hidden finds the articles in an object that is none itself: a list under a key that
// nobody knows, a map of articles by their keys, a table by columns or by rows, as
// programs write tables.
func hidden(object map[string]json.RawMessage, keys *keyMap) []map[string]json.RawMessage {
	for _, find := range []func(map[string]json.RawMessage, *keyMap) []map[string]json.RawMessage{columns, split, listed} {
		if found := find(object, keys); len(found) > 0 {
			return found
		}
	}
	return nil
}

// articleLike reports whether object has a title or a body that is a text.
func articleLike(object map[string]json.RawMessage, keys *keyMap) bool {
	for key, value := range object {
		if f := keys.place(key).field; (f == fieldTitle || f == fieldBody) && len(value) > 0 && (value[0] == '"' || value[0] == '{') {
			return true
		}
	}
	return false
}

// columns reads {"title":{"0":"a","1":"b"},"body":{…}} and {"title":["a","b"],…}.
func columns(object map[string]json.RawMessage, keys *keyMap) []map[string]json.RawMessage {
	var rows []map[string]json.RawMessage
	at := make(map[string]int)
	put := func(row, name string, value json.RawMessage) {
		i, ok := at[row]
		if !ok {
			if i = len(rows); i >= maxRecordsInObject {
				return
			}
			at[row] = i
			rows = append(rows, make(map[string]json.RawMessage))
		}
		rows[i][name] = value
	}
	titled := false
	for _, name := range sortedKeys(object) {
		value := object[name]
		f := keys.place(name).field
		titled = titled || f == fieldTitle || f == fieldBody
		var list []json.RawMessage
		var byRow map[string]json.RawMessage
		switch {
		case value[0] == '[' && json.Unmarshal(value, &list) == nil:
			for i, v := range list {
				put(strconv.Itoa(i), name, v)
			}
		case value[0] == '{' && json.Unmarshal(value, &byRow) == nil:
			for _, row := range sortedKeys(byRow) {
				if _, err := strconv.Atoi(row); err != nil {
					return nil
				}
				put(row, name, byRow[row])
			}
		default:
			return nil
		}
	}
	if !titled || len(rows) == 0 || !articleLike(rows[0], keys) {
		return nil
	}
	return rows
}

// split reads {"columns":["title",…],"data":[["a",…],…]}.
func split(object map[string]json.RawMessage, _ *keyMap) []map[string]json.RawMessage {
	var names []string
	var data [][]json.RawMessage
	for _, key := range []string{"columns", "header", "headers", "fields"} {
		if json.Unmarshal(object[key], &names) == nil && len(names) > 0 {
			break
		}
	}
	for _, key := range []string{"data", "rows", "values"} {
		if json.Unmarshal(object[key], &data) == nil && len(data) > 0 {
			break
		}
	}
	var rows []map[string]json.RawMessage
	for _, cells := range data[:min(len(data), maxRecordsInObject)] {
		row := make(map[string]json.RawMessage, len(names))
		for i, cell := range cells[:min(len(cells), len(names))] {
			row[names[i]] = cell
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// listed reads a list of articles under whatever key, or articles by their keys.
func listed(object map[string]json.RawMessage, keys *keyMap) []map[string]json.RawMessage {
	var found []map[string]json.RawMessage
	for _, key := range sortedKeys(object) {
		value := bytes.TrimSpace(object[key])
		var list []map[string]json.RawMessage
		switch {
		case len(value) == 0:
		case value[0] == '[':
			_ = json.Unmarshal(value, &list) // a list of something else is no list of articles
		case value[0] == '{':
			var one map[string]json.RawMessage
			if json.Unmarshal(value, &one) == nil {
				if list = []map[string]json.RawMessage{one}; one["id"] == nil && one["_id"] == nil && articleLike(one, keys) {
					id, err := json.Marshal(key)
					if err == nil {
						one["id"] = id
					}
				}
			}
		}
		for _, each := range list {
			if len(found) < maxRecordsInObject && articleLike(each, keys) {
				found = append(found, each)
			}
		}
	}
	return found
}

func sortedKeys(object map[string]json.RawMessage) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
