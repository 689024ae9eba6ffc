package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// benchmarkHandler serves the index in $NEWSSEARCH_INDEX, else the sample.
func benchmarkHandler(b *testing.B, o Options) *Handler {
	b.Helper()
	dir := os.Getenv("NEWSSEARCH_INDEX")
	if dir == "" {
		return sampleHandler(b, o)
	}
	idx, err := index.Open(b.Context(), dir, index.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = idx.Close() })
	return newHandler(b, idx, o)
}

var benchmarkQueries = []string{
	"giá vàng", "tinh gian bien che", "bóng đá việt nam", "thoi tiet ha noi", "tuyển sinh đại học", "tai nan giao thong",
	"chứng khoán", "dich benh", "kinh tế", "giao duc", "thủ tướng", "mua lu mien trung",
}

func target(path string, i int) string {
	return path + "?q=" + url.QueryEscape(benchmarkQueries[i%len(benchmarkQueries)])
}

// BenchmarkAnswer is the time on the server, the net left out.
func BenchmarkAnswer(b *testing.B) {
	h := benchmarkHandler(b, Options{})
	for _, path := range []string{"/api/search", "/", "/api/suggest"} {
		b.Run(path, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				started := time.Now()
				if w := get(h, target(path, i)); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
				took = append(took, time.Since(started))
			}
			reportPercentiles(b, took)
		})
	}
}

// BenchmarkClients measures a server with 1, 8 and 64 clients that each ask
// again as soon as they are answered; lost must be 0.
func BenchmarkClients(b *testing.B) {
	server := httptest.NewServer(benchmarkHandler(b, Options{}))
	defer server.Close()
	for _, clients := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(clients), func(b *testing.B) { benchmarkClients(b, server.URL, clients, http.StatusOK) })
	}
}

// BenchmarkOverload has eight times as many clients as may wait: refused says
// how many answers were 503. Their p99 must stay far below Limits.Wait.
func BenchmarkOverload(b *testing.B) {
	h := benchmarkHandler(b, Options{Limits: Limits{Searches: 1, Waiting: 8}, Logger: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(h)
	defer server.Close()
	benchmarkClients(b, server.URL, 64, http.StatusServiceUnavailable)
}

func benchmarkClients(b *testing.B, address string, clients, measured int) {
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var next, lost, refused atomic.Int64
	var mu sync.Mutex
	var took []time.Duration
	var before, after runtime.MemStats
	settle()
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			var mine []time.Duration
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				started := time.Now()
				status, err := ask(b.Context(), client, address+target("/api/search", int(i)))
				switch {
				case err != nil:
					lost.Add(1)
				case status == http.StatusServiceUnavailable:
					refused.Add(1)
				}
				if status == measured {
					mine = append(mine, time.Since(started))
				}
			}
			mu.Lock()
			took = append(took, mine...)
			mu.Unlock()
		})
	}
	group.Wait()
	b.StopTimer()
	settle()
	runtime.ReadMemStats(&after)
	reportPercentiles(b, took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
	b.ReportMetric(float64(lost.Load()), "lost")
	b.ReportMetric(float64(refused.Load()), "refused")
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/(1<<20), "MB-grown")
}

// settle frees what is not in use, pools included, which survive one collection.
func settle() {
	runtime.GC()
	runtime.GC()
}

func ask(ctx context.Context, client *http.Client, address string) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	res, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, err
}

func reportPercentiles(b *testing.B, took []time.Duration) {
	if len(took) == 0 {
		return
	}
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[min(len(took)-1, len(took)*p/100)].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(99), "p99-ms")
}
