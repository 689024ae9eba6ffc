package main

import "testing"

func TestLargestCycle(t *testing.T) {
	to := func(files ...string) map[string]bool {
		set := map[string]bool{}
		for _, f := range files {
			set[f] = true
		}
		return set
	}
	for _, c := range []struct {
		name string
		g    graph
		want int
	}{
		{"nothing", graph{}, 0},
		{"a line", graph{"a": to("b"), "b": to("c"), "c": to()}, 1},
		{"a circle", graph{"a": to("b"), "b": to("c"), "c": to("a")}, 3},
		{"two circles that share a file", graph{"a": to("b"), "b": to("a", "c"), "c": to("b")}, 3},
		{"two circles with a bridge", graph{"a": to("b"), "b": to("a", "c"), "c": to("d"), "d": to("e"), "e": to("c")}, 3},
	} {
		if got := largestCycle(c.g); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// The module itself is small enough to count by hand.
func TestMeasureItself(t *testing.T) {
	rooms, err := measure(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(rooms) != 1 || rooms[0].files != 3 || rooms[0].cycle != 1 {
		t.Errorf("measured %+v, want one package of three files without a cycle", rooms)
	}
}
