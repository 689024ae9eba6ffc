package web

import (
	"context"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics tells. They have a registry of their own, so that a
// program can mount several handlers.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	search   prometheus.Histogram
}

// latencies are the upper bounds, in seconds, by which durations are counted:
// a search takes about a millisecond.
var latencies = []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}

func newMetrics(g *gate) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newssearch_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"route", "code"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "newssearch_http_request_duration_seconds", Help: "Time to answer a request, by route.", Buckets: latencies,
		}, []string{"route"}),
		search: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "newssearch_search_duration_seconds", Help: "Time spent in the index, waiting for a turn left out.", Buckets: latencies,
		}),
	}
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f)
	}
	m.registry.MustRegister(
		m.requests, m.latency, m.search,
		gauge("newssearch_searches_running", "Searches that run now.", func() float64 { return float64(len(g.turns)) }),
		gauge("newssearch_searches_waiting", "Requests that wait for their turn to search.", func() float64 { return float64(g.waiting.Load()) }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

func (m *metrics) handler() http.Handler {
	// gzip is the handler's business.
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
}

// figuresCollector tells the size of the collection when it is asked.
type figuresCollector struct{ *searcher }

var (
	articlesDesc = prometheus.NewDesc("newssearch_index_articles", "Articles in the index.", nil, nil)
	deletedDesc  = prometheus.NewDesc("newssearch_index_deleted", "Deleted articles that still take room.", nil, nil)
	segmentsDesc = prometheus.NewDesc("newssearch_index_segments", "Segments of the index.", nil, nil)
	bytesDesc    = prometheus.NewDesc("newssearch_index_bytes", "Size of the index on disk.", nil, nil)
	cacheDesc    = prometheus.NewDesc("newssearch_cache_bytes", "Memory that decoded postings and text take.", nil, nil)
)

// Describe implements prometheus.Collector.
func (c figuresCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{articlesDesc, deletedDesc, segmentsDesc, bytesDesc, cacheDesc} {
		out <- d
	}
}

// Collect implements prometheus.Collector. It tells nothing when the index cannot be asked.
func (c figuresCollector) Collect(out chan<- prometheus.Metric) {
	s, err := c.figures(context.Background())
	if err != nil {
		return
	}
	for _, m := range []struct {
		desc  *prometheus.Desc
		value float64
	}{
		{articlesDesc, float64(s.Articles)}, {deletedDesc, float64(s.Deleted)}, {segmentsDesc, float64(s.Segments)},
		{bytesDesc, float64(s.Bytes)}, {cacheDesc, float64(s.CacheBytes)},
	} {
		out <- prometheus.MustNewConstMetric(m.desc, prometheus.GaugeValue, m.value)
	}
}
