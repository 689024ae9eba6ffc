package main

// graph holds, for each file, the files that it refers to.
type graph map[string]map[string]bool

// largestCycle returns how many files the largest strongly connected component
// has, by Tarjan's algorithm. Without any cycle it is 1, without files 0.
func largestCycle(g graph) int {
	t := tarjan{graph: g, number: map[string]int{}, low: map[string]int{}, open: map[string]bool{}}
	for file := range g {
		if t.number[file] == 0 {
			t.visit(file)
		}
	}
	return t.largest
}

type tarjan struct {
	graph       graph
	number, low map[string]int
	stack       []string
	open        map[string]bool
	largest     int
}

func (t *tarjan) visit(file string) {
	n := len(t.number) + 1
	t.number[file], t.low[file] = n, n
	t.stack, t.open[file] = append(t.stack, file), true
	for to := range t.graph[file] {
		if t.number[to] == 0 {
			t.visit(to)
			t.low[file] = min(t.low[file], t.low[to])
		} else if t.open[to] {
			t.low[file] = min(t.low[file], t.number[to])
		}
	}
	if t.low[file] != t.number[file] {
		return
	}
	for size := 1; ; size++ {
		last := t.stack[len(t.stack)-1]
		t.stack, t.open[last] = t.stack[:len(t.stack)-1], false
		if last == file {
			t.largest = max(t.largest, size)
			return
		}
	}
}
