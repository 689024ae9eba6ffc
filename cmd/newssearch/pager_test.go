package main

import (
	"bytes"
	"runtime"
	"slices"
	"testing"
)

// A pager that is not there, or fails, loses nothing.
func TestPager(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the pagers of the test are those of Unix")
	}
	for _, c := range []struct {
		command []string
		want    string
	}{
		{[]string{"sed", "s/^/> /"}, "> giá vàng\n"},
		{[]string{"false"}, "giá vàng\n"},
		{[]string{"no-such-pager-anywhere"}, "giá vàng\n"},
	} {
		var out bytes.Buffer
		if err := throughPager(c.command, []byte("giá vàng\n"), &out); err != nil || out.String() != c.want {
			t.Errorf("%v: %q, %v", c.command, &out, err)
		}
	}
}

func TestPagerChoice(t *testing.T) {
	for _, c := range []struct {
		own, general string
		want         []string
	}{
		{"most -s", "less", []string{"most", "-s"}},
		{"", "less", nil},
		{"cat", "less", nil},
	} {
		t.Setenv(pagerVariable, c.own)
		t.Setenv("PAGER", c.general)
		if got := pager(); !slices.Equal(got, c.want) {
			t.Errorf("%q, %q: %q", c.own, c.general, got)
		}
	}
}

// What goes into a pipe or a file never meets a pager.
func TestPagerNotInPipe(t *testing.T) {
	t.Setenv(pagerVariable, "false")
	var out bytes.Buffer
	p := &page{w: &out}
	if err := new(pagerOptions).show(p, func() error { return p.line("một") }); err != nil || out.String() != "một\n" {
		t.Errorf("%q, %v", &out, err)
	}
}
