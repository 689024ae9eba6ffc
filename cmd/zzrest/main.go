package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// restore DIR FILE.gz skip n : accuracy of restoring sentences
func main() {
	x, err := index.Open(os.Args[1], index.Options{ReadOnly: true})
	if err != nil {
		panic(err)
	}
	if os.Args[2] == "prior" {
		b, err := x.Prior(context.Background(), 2<<20)
		if err != nil {
			panic(err)
		}
		fmt.Println(len(b), os.WriteFile(os.Args[3], b, 0o644))
		return
	}
	f, _ := os.Open(os.Args[2])
	g, _ := gzip.NewReader(f)
	sc := bufio.NewScanner(g)
	sc.Buffer(nil, 1<<24)
	var skip, n int
	fmt.Sscan(os.Args[3], &skip)
	fmt.Sscan(os.Args[4], &n)
	verbose := len(os.Args) > 5
	all, right, sent := 0, 0, 0
	hall, hright := 0, 0
	for sc.Scan() {
		if skip--; skip >= 0 {
			continue
		}
		var r struct{ Title, Lead, Body string }
		json.Unmarshal(sc.Bytes(), &r)
		count := func(s string) (int, int) {
			s = strings.Map(func(c rune) rune {
				if strings.ContainsRune("\"()-:*“”…;!?/'", c) {
					return ' '
				}
				return c
			}, s)
			q := strings.ToLower(analyzer.StripMarks(s))
			res, err := x.Search(context.Background(), index.Request{Query: q, Limit: 1, SnippetRunes: -1})
			if err != nil {
				return 0, 0
			}
			u := res.Understood
			if u == "" {
				u = q
			}
			a, b := analyzer.Tokenize(strings.ToLower(s)), analyzer.Tokenize(u)
			t, k := 0, 0
			if len(a) != len(b) {
				return 0, 0
			}
			bad := false
			for i := range a {
				if a[i].Kind == analyzer.KindSyllable && !a[i].Compound {
					t++
					if a[i].Term == b[i].Term {
						k++
					} else {
						bad = true
					}
				}
			}
			if bad && verbose {
				fmt.Println(s, "\n   ", u)
			}
			return t, k
		}
		t, k := count(r.Title)
		hall += t
		hright += k
		for i, s := range strings.Split(r.Lead+". "+r.Body, ". ") {
			if i > 4 || len(s) > 3000 {
				break
			}
			t, k := count(s)
			all += t
			right += k
			sent++
		}
		if n--; n <= 0 {
			break
		}
	}
	fmt.Printf("sentences %d syllables %d right %.4f   headlines %d right %.4f\n", sent, all, float64(right)/float64(all), hall, float64(hright)/float64(hall))
}
