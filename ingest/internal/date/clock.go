package date

import (
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

var (
	clock = lazyregexp.New(`(?i)(?:\b|\x00\s*t?)(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})(?:\s*(?::|phút|'|ph)\s*(\d{2})(?:[.,](\d{1,9})\d*)?)?` +
		`(?:\s*(?:phút|''?|"|ph\b|p\b))?(?:\s*(am|pm|sa|ch)\b)?`)
	// hourOnly is "7h", "7 giờ sáng", "3 PM".
	hourOnly = lazyregexp.New(`(?i)\b(\d{1,2})\s*(?:(?:h|giờ)|(am|pm)\b)`)
	// dotted is "07.30", which is only read when nothing else is a time.
	dotted    = lazyregexp.New(`\b([01]?\d|2[0-3])\.([0-5]\d)\b`)
	namedZone = lazyregexp.New(`(?i)\b(?:gmt|utc)(?:\s*([-+])\s*(\d{1,2})(?:(?::|\.|h)?(\d{2}))?)?`)
	// placeZone names Vietnam's time in words, in brackets or not.
	placeZone = lazyregexp.New(`(?i)\[?\b(?:asia/(?:ho_chi_minh|saigon|bangkok|hanoi|vientiane)|indochina (?:standard )?time|se asia standard time|ict|` +
		`giờ (?:đông dương|việt nam|hà nội|vn))\b\]?`)
	otherZone = lazyregexp.New(`\b(EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|EET|EEST|MSK|JST|KST|SGT|HKT|AEST|AEDT)\b`)
	bareZone  = lazyregexp.New(`(?i)(?:\x00|\s|^)\s*(?:([-+])(\d{1,2})(?::?(\d{2}))?|(z))(?:\b|$)`)
	later12   = lazyregexp.New(`(?i)chiều|tối`)
	noon      = lazyregexp.New(`(?i)trưa`)
	night     = lazyregexp.New(`(?i)đêm|khuya`)
)

// offsets are the hours of zones that dates of other countries' feeds name.
var offsets = map[string]int{
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2,
	"EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11,
}

// takeNamedZone cuts out a zone by name, with its hours if it has some.
func (d *text) takeNamedZone() error {
	if m := namedZone.FindStringSubmatchIndex(d.rest); m != nil {
		if err := d.setZone(d.group(m, 1), d.group(m, 2), d.group(m, 3)); err != nil {
			return err
		}
		d.cut(m)
		// JavaScript and Go write the zone's name after its offset.
		if m := placeZone.FindStringIndex(d.rest); m != nil {
			d.cut(m)
		}
		return nil
	}
	if m := otherZone.FindStringIndex(d.rest); m != nil {
		d.zone = time.FixedZone("", offsets[d.rest[m[0]:m[1]]]*60*60)
		d.cut(m)
		return nil
	}
	if m := placeZone.FindStringIndex(d.rest); m != nil {
		// "…+07:00[Asia/Ho_Chi_Minh]" has an offset as well, which is taken later.
		d.zone = Vietnam
		d.cut(m)
	}
	return nil
}

// takeBareZone cuts out an offset without a name. Without a time of day there is none.
func (d *text) takeBareZone() error {
	if !d.clocked {
		return nil
	}
	m := bareZone.FindStringSubmatchIndex(d.rest)
	if m == nil {
		return nil
	}
	// One digit is a zone only after GMT: "- 7" is something else.
	if hours := d.group(m, 2); len(hours) == 1 {
		return nil
	}
	if err := d.setZone(d.group(m, 1), d.group(m, 2), d.group(m, 3)); err != nil {
		return err
	}
	d.cut(m)
	// Go writes the offset twice: +0700 +07.
	if m := bareZone.FindStringIndex(d.rest); m != nil {
		d.cut(m)
	}
	return nil
}

func (d *text) setZone(sign, hours, minutes string) error {
	h, m := number(hours), number(minutes)
	if h > int(maxZone/time.Hour) || m > 59 {
		return fmt.Errorf("there is no zone %s%s:%02d", sign, hours, m)
	}
	seconds := h*3600 + m*60
	if sign == "-" {
		seconds = -seconds
	}
	if d.zone = time.FixedZone("", seconds); seconds == 0 {
		d.zone = time.UTC
	}
	return nil
}

// takeClock cuts the time of day out.
func (d *text) takeClock() error {
	if d.clocked { // together with the day
		return nil
	}
	half := ""
	if m := clock.FindStringSubmatchIndex(d.rest); m != nil {
		d.hour, d.minute, d.second = number(d.group(m, 1)), number(d.group(m, 2)), number(d.group(m, 3))
		d.nano = fraction(d.group(m, 4))
		half = d.group(m, 5)
		d.seconds = d.group(m, 3) != ""
		d.note(d.group(m, 1))
		d.cut(m)
	} else if m := hourOnly.FindStringSubmatchIndex(d.rest); m != nil {
		d.hour, half = number(d.group(m, 1)), d.group(m, 2)
		d.cut(m)
	} else if m := dotted.FindStringSubmatchIndex(d.rest); m != nil && strings.Trim(d.rest[:m[0]]+d.rest[m[1]:], gap+" ,|-()") == "" {
		d.hour, d.minute = number(d.group(m, 1)), number(d.group(m, 2))
		d.cut(m)
	} else {
		return nil
	}
	d.clocked = true
	d.half = half != "" && strings.ContainsAny(half, "mM")
	switch half = strings.ToLower(half); {
	case (strings.HasPrefix(half, "p") || half == "ch" || later12.MatchString(d.rest)) && d.hour < 12,
		noon.MatchString(d.rest) && d.hour < 4,
		night.MatchString(d.rest) && d.hour > 6 && d.hour < 12:
		d.hour += 12
	case (strings.HasPrefix(half, "a") || half == "sa") && d.hour == 12:
		d.hour = 0
	}
	return nil
}

// fraction is digits after the point of a second, in nanoseconds.
func fraction(digits string) int {
	if digits == "" {
		return 0
	}
	return number((digits + "000000000")[:9])
}
