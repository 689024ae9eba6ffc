package dup

import (
	"strconv"
	"strings"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// A day that is written with a slash, 26/6, is a word of its own form in a Text: its day and
// month, so that Set can tell it from a decimal number, which has the same hash.
const (
	monthBits = 4
	daysEnd   = 32 << (monthBits + 1)
)

// dayWord is the word of a term such as 26/6, 0 when term is no day of a year.
func dayWord(term string) uint32 {
	d, m, ok := strings.Cut(term, "/")
	if !ok {
		return 0
	}
	day, month := small(d, 31), small(m, 12)
	if day == 0 || month == 0 {
		return 0
	}
	return (day<<monthBits|month)<<1 | numberBit
}

// small reads a number from 1 to most, else it returns 0.
func small(s string, most uint64) uint32 {
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil || n > most {
		return 0
	}
	return uint32(n)
}

// dayHashes are the hashes of the numbers that days are: of 26.6 and of 26.
var dayHashes = sync.OnceValue(func() (of struct {
	word   [daysEnd >> 1]uint32 // day<<monthBits|month -> hashNumber("day.month")
	dotted map[uint32]uint32    // the inverse
	day    map[uint32]uint32    // hash of "8" and "08" -> 8
}) {
	of.day, of.dotted = map[uint32]uint32{}, map[uint32]uint32{}
	for day := uint32(1); day <= 31; day++ {
		s := strconv.Itoa(int(day))
		of.day[hashNumber(s)|numberBit] = day
		if day < 10 {
			of.day[hashNumber("0"+s)|numberBit] = day
		}
		for month := uint32(1); month <= 12; month++ {
			of.word[day<<monthBits|month] = hashNumber(s+"."+strconv.Itoa(int(month))) | numberBit
			of.dotted[of.word[day<<monthBits|month]] = day<<monthBits | month
		}
	}
	return of
})

// plain is the word as it is compared and hashed: 26/6 and 26.6 are one.
func plain(w uint32) uint32 {
	if w < daysEnd && w&numberBit != 0 {
		if hash := dayHashes().word[w>>1]; hash != 0 {
			return hash
		}
	}
	return w
}

// dayBefore are the words before a day: "ngày 8 tháng 2", "sáng 8.2".
var dayBefore = sync.OnceValue(func() map[uint32]bool {
	words := map[uint32]bool{}
	for _, term := range []string{"ngày", "sáng", "trưa", "chiều", "tối", "đêm", "nay"} {
		words[Word(analyzer.KindSyllable, term, pairs.Term(term))] = true
	}
	return words
})

var wordMonth = Word(analyzer.KindSyllable, "tháng", pairs.Term("tháng"))

// days are the days that a text names, each day<<monthBits|month, in order. The month is 0
// where the text does not say it ("ngày 8").
func (t Text) days() (days []uint32) {
	for i, w := range t {
		switch {
		case w&numberBit == 0:
		case w < daysEnd:
			days = append(days, w>>1)
		case i > 0 && dayBefore()[t[i-1]]:
			if day := t.dayAt(i); day != 0 {
				days = append(days, day)
			}
		}
	}
	return days
}

// dayAt reads 8, 8.2 and 8 tháng 2 as days; 0 is none.
func (t Text) dayAt(i int) uint32 {
	hashes := dayHashes()
	if day, ok := hashes.dotted[t[i]]; ok {
		return day
	}
	day := hashes.day[t[i]] << monthBits
	if day != 0 && i+2 < len(t) && t[i+1] == wordMonth {
		if month := hashes.day[t[i+2]]; month <= 12 {
			day |= month
		}
	}
	return day
}

// sameDay reports whether two days may be one.
func sameDay(a, b uint32) bool {
	const month = 1<<monthBits - 1
	return a == b || a>>monthBits == b>>monthBits && (a&month == 0 || b&month == 0)
}

// otherDays reports whether two texts name days, and none that may be one.
func otherDays(a, b []uint32) bool {
	for _, x := range a {
		for _, y := range b {
			if sameDay(x, y) {
				return false
			}
		}
	}
	return len(a) > 0 && len(b) > 0
}
