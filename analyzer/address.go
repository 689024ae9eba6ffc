package analyzer

import "strings"

// topLevels end a web address that comes without http or www. Others are too likely to be
// two sentences without a space.
var topLevels = map[string]bool{
	"com": true, "net": true, "org": true, "vn": true, "info": true, "edu": true, "gov": true, "biz": true, "io": true, "int": true, "asia": true,
}

// scanAddress returns the end of the e-mail or web address at i, or 0.
func scanAddress(text string, i int) (end int, h how) {
	if e := schemeEnd(text, i); e > 0 {
		if c, _ := classAt(text, e); c.isWord() {
			return pathEnd(text, e), asURL // the host may have letters beyond ASCII
		}
		return 0, 0
	}
	if e := emailEnd(text, i); e > 0 {
		return e, asEmail
	}
	if host := bareHostEnd(text, i); host > 0 {
		return urlEnd(text, host), asURL
	}
	return 0, 0
}

// bareHostEnd returns the end of the host at i if it is one by its looks: www in front or a well-known last label.
func bareHostEnd(text string, i int) int {
	host, labels := hostEnd(text, i)
	if labels < 2 {
		return 0
	}
	name := text[i:host]
	last := lastLabel(name)
	if dash := strings.IndexByte(last, '-'); dash > 0 && isTopLevel(last[:dash]) {
		return host - len(last) + dash // "VOV.VN-Sáng nay"
	}
	if wordFollows(text, host) {
		return 0
	}
	if labels > 2 && strings.EqualFold(name[:4], "www.") || isTopLevel(last) {
		return host
	}
	return 0
}

func schemeEnd(text string, i int) int {
	for _, s := range [...]string{"http://", "https://", "ftp://"} {
		if len(text)-i > len(s) && strings.EqualFold(text[i:i+len(s)], s) {
			return i + len(s)
		}
	}
	return 0
}

func isHostByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || isDigit(b) || b == '-'
}

// hostEnd returns the end of the dotted name at i and the number of its labels.
func hostEnd(text string, i int) (end, labels int) {
	limit := min(len(text), i+maxHostBytes)
	for i < limit && isHostByte(text[i]) && text[i] != '-' {
		for i < limit && isHostByte(text[i]) {
			i++
		}
		end = i
		labels++
		if byteAt(text, i) != '.' {
			break
		}
		i++
	}
	return end, labels
}

// lastLabel returns the last label of a host.
func lastLabel(host string) string {
	return host[strings.LastIndexByte(host, '.')+1:]
}

// isTopLevel reports whether label is one of topLevels, in any case.
func isTopLevel(label string) bool {
	var low [4]byte
	if len(label) > len(low) {
		return false
	}
	for i := 0; i < len(label); i++ {
		low[i] = label[i] | 0x20
	}
	return topLevels[string(low[:len(label)])]
}

// wordFollows reports whether a letter, a digit or a mark stands at i, so that what ends there is cut off.
func wordFollows(text string, i int) bool {
	c := visibleAt(text, i)
	return c.isWord() || c == classMark
}

// emailEnd returns the end of the e-mail address at i, or 0.
func emailEnd(text string, i int) int {
	e := i
	for e < len(text) && e-i < maxHostBytes && (isHostByte(text[e]) || text[e] == '.' || text[e] == '_' || text[e] == '+') {
		e++
	}
	if e == i || byteAt(text, e) != '@' {
		return 0
	}
	host, labels := hostEnd(text, e+1)
	if labels < 2 || wordFollows(text, host) {
		return 0
	}
	if last := lastLabel(text[e+1 : host]); len(last) < 2 || isDigit(last[0]) {
		return 0
	}
	return host
}

// urlEnd returns the end of the address whose host ends at i: port, path and query.
func urlEnd(text string, i int) int {
	if b := byteAt(text, i); b == '/' || b == '?' || b == '#' || b == ':' && isDigit(byteAt(text, i+1)) {
		return pathEnd(text, i)
	}
	return i
}

// pathEnd returns the end of what may stand in an address from i on, without the punctuation of the
// sentence around it.
func pathEnd(text string, i int) int {
	e := i
	for j := i; j < len(text); {
		c, n := classAt(text, j)
		if !c.isWord() && c != classMark && c != classJoiner && c != classHidden && strings.IndexByte("%?#=;~+,!*$()", text[j]) < 0 {
			break
		}
		j += n
		if c != classHidden {
			e = j
		}
	}
	for e > i && strings.IndexByte(".,;:!?()'-", text[e-1]) >= 0 {
		e--
	}
	return clusterEnd(text, e)
}

// readURL drops the scheme and the slash at the end.
func readURL(s string) string {
	s = Lower(Normalize(s))
	return strings.TrimRight(s[schemeEnd(s, 0):], "/")
}

// address appends the whole address as a compound, and its words as parts.
func (t *Tokenizer) address(dst []Token, text string, i, end int, h how, g gap) []Token {
	whole := end-i <= maxAddressBytes
	if whole {
		dst = t.compound(dst, text, i, end, h, g)
	}
	p := i
	if e := schemeEnd(text, i); e > 0 {
		p = e
	}
	for parts := 0; p < end && parts < maxAddressParts; {
		c, n := classAt(text, p)
		if !c.isWord() {
			p += n
			continue
		}
		e, next := wordEnd(text[:end], p)
		if c == classHan {
			e = clusterEnd(text, p+n)
			next = e
		}
		dst = t.word(dst, text, p, e, g)
		g = gap{}
		parts++
		p = next
	}
	return dst
}
