package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// mistake is an error of usage in both languages of the program.
type mistake struct {
	en, vi string
	// at is the argument that is wrong, "" when it is none.
	at string
}

func (m *mistake) Error() string { return m.en }

// mistaken makes an error of usage about the argument at.
func mistaken(at, en, vi string) error { return &usageError{&mistake{en, vi, at}} }

// queryMistake is a query that cannot be read.
type queryMistake struct {
	query string
	err   *index.QueryError
}

func (m *queryMistake) Error() string { return m.err.Error() }
func (m *queryMistake) Unwrap() error { return m.err }

// inQuery notes which query an error of the index is about.
func inQuery(query string, err error) error {
	var mistake *index.QueryError
	if errors.As(err, &mistake) {
		return &queryMistake{query, mistake}
	}
	return err
}

// explained is what to print about err, in the language: a line, and where the
// place of a mistake is known the text with carets below it.
func explained(err error, args []string, lang string) string {
	var inQuery *queryMistake
	var wrong *mistake
	switch {
	case errors.As(err, &inQuery):
		told := message.In(message.Language(lang)).Problem(inQuery.err.Kind)
		return oneLine(told) + pointed(inQuery.query, inQuery.err.Start, inQuery.err.End)
	case errors.As(err, &wrong):
		told := wrong.en
		if lang == langVi {
			told = wrong.vi
		}
		line, start, end := commandLine(args, wrong.at)
		return oneLine(told) + pointed(line, start, end)
	}
	return oneLine(message.In(message.Language(lang)).Trouble(err))
}

// maxPlace is how wide a text may be for a place in it to be shown below: on a longer
// one, which a terminal wraps, carets would stand anywhere.
const maxPlace = 76

// pointed is text with carets below its bytes [start, end), as lines of their own; ""
// for no place.
func pointed(text string, start, end int) string {
	if start < 0 || end < start || end > len(text) || text == "" || uniseg.StringWidth(text) > maxPlace {
		return ""
	}
	before, at := printable(text[:start]), printable(text[start:end])
	carets := strings.Repeat("^", max(1, uniseg.StringWidth(at)))
	return "\n  " + before + at + printable(text[end:]) + "\n  " + strings.Repeat(" ", uniseg.StringWidth(before)) + carets
}

// commandLine is the command line as it was typed, nearly, with the place of an
// argument in it; start is -1 when it is not there.
func commandLine(args []string, at string) (line string, start, end int) {
	start = -1
	var b strings.Builder
	b.WriteString("newssearch")
	for _, arg := range args {
		b.WriteByte(' ')
		_, value, valued := strings.Cut(arg, "=")
		shown, lead := arg, 0
		if strings.ContainsAny(arg, " \t\n\"") || arg == "" {
			shown, lead = "'"+arg+"'", 1
		}
		switch {
		case at == "" || start >= 0:
		case arg == at:
			start = b.Len() + lead
		case valued && value == at && strings.HasPrefix(arg, "--"):
			start = b.Len() + lead + len(arg) - len(value)
		}
		b.WriteString(shown)
	}
	return b.String(), start, start + len(at)
}

// flagMistake says what is wrong with a flag in people's words.
func flagMistake(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var value *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value):
		name, got := value.GetFlag().Name, value.GetValue()
		en, vi := "something else", "giá trị khác"
		if words, ok := flagKinds[value.GetFlag().Value.Type()]; ok {
			en, vi = words[0], words[1]
		}
		return mistaken(got, fmt.Sprintf("--%s wants %s, not %q", name, en, got), fmt.Sprintf("--%s cần %s, không phải %q", name, vi, got))
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		flag := "--" + name
		if unknown.GetSpecifiedShortnames() != "" {
			flag = "-" + name
		}
		if near := nearestFlag(cmd, name); near != "" {
			return mistaken(flag, fmt.Sprintf("there is no flag %s; did you mean --%s?", flag, near), fmt.Sprintf("không có tùy chọn %s; có phải là --%s?", flag, near))
		}
		return mistaken(flag, fmt.Sprintf("there is no flag %s; see %s", flag, help), fmt.Sprintf("không có tùy chọn %s; xem %s", flag, help))
	case errors.As(err, &missing):
		name := "--" + missing.GetFlag().Name
		return mistaken(name, name+" needs a value after it", name+" cần một giá trị đi sau")
	}
	return usagef("%w; see %s", err, help)
}

// flagKinds say what flags of a type want.
var flagKinds = map[string][2]string{
	"int": {"a whole number", "một số nguyên"}, "int64": {"a whole number", "một số nguyên"}, "uint": {"a whole number", "một số nguyên"},
	"bool": {"true or false", "true hoặc false"}, "duration": {"a length of time such as 30s or 2h", "một khoảng thời gian như 30s hay 2h"},
	"float64": {"a number", "một số"},
}

// nearestFlag is the name of a flag of cmd that is a slip away from name, or "".
func nearestFlag(cmd *cobra.Command, name string) (near string) {
	const most = 2
	best := most + 1
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if d := slips(name, f.Name); !f.Hidden && d < best && d < len(f.Name) {
			near, best = f.Name, d
		}
	})
	return near
}

// slips is the Levenshtein distance of two words.
func slips(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}

// oneOf checks the value of a flag that takes one of several words.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	list := strings.Join(allowed, ", ")
	return mistaken(value, fmt.Sprintf("--%s takes one of %s, not %q", flag, list, value), fmt.Sprintf("--%s nhận một trong %s, không phải %q", flag, list, value))
}
