package terminal

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

func wrapped(text string, width int) []string {
	var out []string
	for _, l := range Wrap(text, width) {
		out = append(out, text[l[0]:l[1]])
	}
	return out
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      int
		want       []string
	}{
		{"empty", "", 20, nil},
		{"spaces only", " \n \n", 20, nil},
		{"exactly full", "tinh giản biên chế ạ", 20, []string{"tinh giản biên chế ạ"}},
		{"one too many", "tinh giản biên chế ạạ", 20, []string{"tinh giản biên chế", "ạạ"}},
		{"newline breaks", "a\nb", 20, []string{"a", "b"}},
		{"no width", "a b " + strings.Repeat("c", 200) + "\nd", 0, []string{"a b " + strings.Repeat("c", 200), "d"}},
		{"long word", strings.Repeat("x", 45), 20, []string{strings.Repeat("x", 20), strings.Repeat("x", 20), "xxxxx"}},
		{"rest of a long word goes on", strings.Repeat("x", 25) + " y", 20, []string{strings.Repeat("x", 20), "xxxxx y"}},
		{"wide letters", "日本語日本語日本語日本語", 20, []string{"日本語日本語日本語日", "本語"}},
		{"no-break space", "aaaaaaaaaaaaaaa 5\u00a0000\u00a0000", 20, []string{"aaaaaaaaaaaaaaa", "5\u00a0000\u00a0000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wrapped(tt.text, tt.width); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Text in NFD takes as much room as in NFC.
func TestWrapDecomposed(t *testing.T) {
	text := "Nghị quyết về tinh giản biên chế và cơ cấu lại đội ngũ cán bộ, công chức, viên chức"
	composed := wrapped(text, 24)
	for i, line := range wrapped(norm.NFD.String(text), 24) {
		if norm.NFC.String(line) != composed[i] {
			t.Errorf("line %d is %q, want %q", i, line, composed[i])
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("tinh gia\u0309n biên chế\u00a0x\n日本語 "+strings.Repeat("ế", 60), 20)
	f.Add("\xff\xfe a\u0301\u0301 👩‍👩‍👧 b", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = min(max(width, 0), 200)
		last := 0
		var kept strings.Builder
		for _, l := range Wrap(text, width) {
			if l[0] < last || l[1] <= l[0] || l[1] > len(text) {
				t.Fatalf("line %v after byte %d of %d", l, last, len(text))
			}
			line := text[l[0]:l[1]]
			if utf8.ValidString(text) && !utf8.ValidString(line) {
				t.Errorf("line %q is cut within a letter", line)
			}
			if n := uniseg.StringWidth(line); width > 0 && n > max(width, MinWidth)+1 && uniseg.GraphemeClusterCount(line) > 1 {
				t.Errorf("line %q is %d wide, want at most %d", line, n, max(width, MinWidth))
			}
			kept.WriteString(line + " ")
			last = l[1]
		}
		if squeeze(kept.String()) != squeeze(text) {
			t.Errorf("%q of %q", kept.String(), text)
		}
	})
}

// squeeze takes out the spaces that wrap may break at.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isBreakingSpace(r) {
			return -1
		}
		return r
	}, s)
}
