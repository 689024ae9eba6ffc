package main

import (
	"bufio"
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"sort"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

func lines(p string) []string {
	f, _ := os.Open(p)
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		out = append(out, sc.Text())
	}
	return out
}

func words(s string, f func(string) string) string {
	var b strings.Builder
	rs := []rune(norm.NFC.String(s))
	for i := 0; i < len(rs); {
		if !unicode.IsLetter(rs[i]) {
			b.WriteRune(rs[i])
			i++
			continue
		}
		j := i
		for j < len(rs) && (unicode.IsLetter(rs[j])) {
			j++
		}
		b.WriteString(f(string(rs[i:j])))
		i = j
	}
	return b.String()
}

func perturb(kind, id, q string) string {
	h := fnv.New64a()
	h.Write([]byte(id))
	rng := rand.New(rand.NewPCG(h.Sum64(), 1))
	switch kind {
	case "unmarked":
		return analyzer.StripMarks(q)
	case "telex":
		return words(q, analyzer.EncodeTelex)
	case "vni":
		return words(q, analyzer.EncodeVNI)
	case "iy":
		return words(q, analyzer.SwapIY)
	case "tone":
		return words(q, analyzer.NewTone)
	case "half":
		return words(q, func(w string) string {
			var b strings.Builder
			for _, r := range norm.NFD.String(w) {
				if unicode.Is(unicode.Mn, r) && rng.IntN(2) == 0 {
					continue
				}
				if (r == 'đ' || r == 'Đ') && rng.IntN(2) == 0 {
					r = map[rune]rune{'đ': 'd', 'Đ': 'D'}[r]
				}
				b.WriteRune(r)
			}
			return norm.NFC.String(b.String())
		})
	case "halfsyl":
		return words(q, func(w string) string {
			if rng.IntN(2) == 0 {
				return analyzer.StripMarks(w)
			}
			return w
		})
	}
	return q
}

// eval DIR QUERIES QRELS kinds limit
func main() {
	x, err := index.Open(os.Args[1], index.Options{ReadOnly: true, CacheBytes: 2 << 30})
	if err != nil {
		panic(err)
	}
	rel := map[string]map[string]bool{}
	for _, l := range lines(os.Args[3]) {
		f := strings.Fields(l)
		if rel[f[0]] == nil {
			rel[f[0]] = map[string]bool{}
		}
		if f[3] != "0" {
			rel[f[0]][f[2]] = true
		}
	}
	qs := lines(os.Args[2])
	for _, kind := range strings.Split(os.Args[4], ",") {
		mrr, n, bad := 0.0, 0, 0
		var lat []float64
		for _, l := range qs {
			f := strings.Split(l, "\t")
			q := perturb(kind, f[0], f[1])
			t := time.Now()
			res, err := x.Search(context.Background(), index.Request{Query: q, Limit: 10, SnippetRunes: -1})
			lat = append(lat, time.Since(t).Seconds()*1000)
			if err != nil {
				bad++
				n++
				continue
			}
			n++
			for i, h := range res.Hits {
				if rel[f[0]][h.ID] {
					mrr += 1 / float64(i+1)
					break
				}
			}
		}
		sort.Float64s(lat)
		fmt.Printf("%-9s MRR@10 %.4f  n %d bad %d  p50 %.2f p99 %.2f ms\n", kind, mrr/float64(n), n, bad, lat[len(lat)/2], lat[len(lat)*99/100])
	}
}
