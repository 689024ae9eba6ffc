// Package charset turns bytes in any of the encodings that Vietnamese text is found
// in into UTF-8, or says why it cannot. Start with [Decode].
//
// An encoding that is not declared, or declared wrongly, as older pages do that
// rely on a font, is recognised by its words: the right one is the one under
// which words with marks are Vietnamese syllables (see score).
package charset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Reasons for which bytes are refused.
var (
	// ErrBinary means that the bytes are not text at all.
	ErrBinary = errors.New("binary data")
	// ErrUnknown means that no encoding makes sense of the bytes.
	ErrUnknown = errors.New("not UTF-8, and no other encoding that is known makes words of it")
)

// Decode returns data as NFC text and the name of its encoding. A byte order mark
// says more than declared, the name that the document gives ("" for none), and valid
// UTF-8 more than that. Text that was decoded wrongly before it came here is repaired.
func Decode(data []byte, declared string) (text, name string, err error) {
	if enc, mark := byteOrder(data); enc != nil {
		return decodeWith(enc, mark, data)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", "", ErrBinary
	}
	if utf8.Valid(data) {
		return repaired(string(data)), "utf-8", nil
	}
	if text, ok := mixed(data); ok {
		return text, "mixed", nil
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\ufffd"), "utf-8", nil
	}
	if l := detect(data); l != nil {
		return l.decode(data), l.name, nil
	}
	if enc, name := charset.Lookup(declared); enc != nil && name != "utf-8" && name != "replacement" {
		text, err := enc.NewDecoder().String(string(data))
		if err == nil && !strings.ContainsRune(text, utf8.RuneError) {
			return norm.NFC.String(text), name, nil
		}
		return "", "", fmt.Errorf("declared as %s, which it is not: %w", name, ErrUnknown)
	}
	return "", "", ErrUnknown
}

// Record is Decode for one line of a stream, on which nothing is declared. Text that
// is UTF-8 is returned as it is.
func Record(line []byte) ([]byte, error) {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	if utf8.Valid(line) {
		return line, nil
	}
	text, _, err := Decode(line, "")
	return []byte(text), err
}

// Preview decodes the beginning of a file so far that its format can be told:
// without byte order mark, UTF-16 as UTF-8.
func Preview(head []byte) []byte {
	enc, mark := byteOrder(head)
	if enc == nil {
		return head
	}
	text, _, err := decodeWith(enc, mark, head[:len(head)&^1])
	if err != nil {
		return head[mark:]
	}
	return []byte(text)
}

// UTF16 is the UTF-16 decoder that the first bytes of a stream call for, or nil.
func UTF16(head []byte) encoding.Encoding {
	if enc, _ := byteOrder(head); enc != unicode.UTF8 {
		return enc
	}
	return nil
}

func decodeWith(enc encoding.Encoding, mark int, data []byte) (text, name string, err error) {
	if enc == unicode.UTF8 {
		data = data[mark:]
		if !utf8.Valid(data) && !mostlyUTF8(data) {
			return "", "", ErrUnknown
		}
		return repaired(strings.ToValidUTF8(string(data), "\ufffd")), "utf-8", nil
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", fmt.Errorf("utf-16: %w", err)
	}
	text = strings.TrimPrefix(string(out), "\ufeff")
	if strings.IndexByte(text, 0) >= 0 {
		return "", "", ErrBinary
	}
	return repaired(text), "utf-16", nil
}

// byteOrder recognises UTF-8 and UTF-16 by their mark, and UTF-16 without one by
// the zero bytes of its ASCII characters. Mark is the length of the mark.
func byteOrder(data []byte) (enc encoding.Encoding, mark int) {
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return unicode.UTF8, 3
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return big, 2
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return little, 2
	}
	const window = 512 // bytes, enough to have many spaces and plain letters
	head := data[:min(len(data), window)&^1]
	var zeroHigh, zeroLow, plain int
	for i := 0; i+1 < len(head); i += 2 {
		switch n := binary.BigEndian.Uint16(head[i:]); {
		case n > 0 && n < 0x80:
			zeroHigh++
		case n&0xff == 0 && n>>8 > 0 && n>>8 < 0x80:
			zeroLow++
		case n == 0:
			return nil, 0
		default:
			plain++
		}
	}
	switch {
	case zeroHigh >= 2 && zeroLow == 0 && zeroHigh >= plain/2:
		return big, 0
	case zeroLow >= 2 && zeroHigh == 0 && zeroLow >= plain/2:
		return little, 0
	}
	return nil, 0
}

// mostlyUTF8 reports whether data is UTF-8 with few torn places, as cutting at a
// number of bytes leaves them: at most one for twenty good characters.
func mostlyUTF8(data []byte) bool {
	good, torn := 0, 0
	tearing := false // within bytes that are no character
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		bad := r == utf8.RuneError && n == 1
		switch {
		case bad && !tearing:
			torn++
		case n > 1:
			good++
		}
		tearing = bad
		data = data[n:]
	}
	return torn*20 <= good
}

// mixed decodes a text of which some lines are UTF-8 and others in a legacy encoding, as
// archives put together from several are. ok is false if it is not one.
func mixed(data []byte) (text string, ok bool) {
	lines := bytes.Split(data, []byte("\n"))
	var others []byte
	marked := false
	for _, line := range lines {
		if !utf8.Valid(line) {
			others = append(append(others, line...), '\n')
		} else if !isASCII(string(line)) {
			marked = true
		}
	}
	if !marked {
		return "", false
	}
	l := detect(others)
	if l == nil {
		return "", false
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if utf8.Valid(line) {
			b.Write(line)
		} else {
			b.WriteString(l.decode(line))
		}
	}
	return norm.NFC.String(b.String()), true
}

// repaired undoes a wrong decoding that s went through before, if it shows one.
func repaired(s string) string {
	if repair := Repair(s); repair != nil {
		return repair(s)
	}
	return s
}

// windows1252 is the byte that windows-1252 has for r. The five positions that it
// leaves open stand for the control character of the same number, as browsers do.
func windows1252(r rune) (byte, bool) {
	if b, ok := charmap.Windows1252.EncodeRune(r); ok {
		return b, true
	}
	if r >= 0x80 && r < 0xa0 {
		return byte(r), true
	}
	return 0, false
}
