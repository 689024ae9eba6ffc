package web

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// upkeepCollector tells how the sources and the alerts are when it is asked.
type upkeepCollector struct{ h *Handler }

var (
	freeDesc     = prometheus.NewDesc("newssearch_disk_free_bytes", "Bytes left on the disk of the index.", nil, nil)
	sourcesDesc  = prometheus.NewDesc("newssearch_sources", "Sources that are followed.", nil, nil)
	failingDesc  = prometheus.NewDesc("newssearch_sources_failing", "Sources whose last visit went wrong.", nil, nil)
	queueDesc    = prometheus.NewDesc("newssearch_sources_queue", "Listed articles that wait to be fetched.", nil, nil)
	visitsDesc   = prometheus.NewDesc("newssearch_source_visits_total", "Visits to sources, by result.", []string{"result"}, nil)
	pagesDesc    = prometheus.NewDesc("newssearch_source_pages_total", "Pages of articles fetched, by result.", []string{"result"}, nil)
	takenDesc    = prometheus.NewDesc("newssearch_source_articles_total", "Articles taken in from sources.", nil, nil)
	searchesDesc = prometheus.NewDesc("newssearch_saved_searches", "Saved searches.", nil, nil)
	alertsDesc   = prometheus.NewDesc("newssearch_alerts_waiting", "Hits of saved searches that wait to be delivered.", nil, nil)
	stuckDesc    = prometheus.NewDesc("newssearch_alerts_failing", "Saved searches whose last delivery went wrong.", nil, nil)
)

// Describe implements prometheus.Collector.
func (c upkeepCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		freeDesc, sourcesDesc, failingDesc, queueDesc, visitsDesc, pagesDesc, takenDesc, searchesDesc, alertsDesc, stuckDesc,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector. It tells nothing of what cannot be asked.
func (c upkeepCollector) Collect(out chan<- prometheus.Metric) {
	s, err := c.h.status(context.Background())
	if err != nil {
		return
	}
	gauge := func(d *prometheus.Desc, v float64) { out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	counter := func(d *prometheus.Desc, v int64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(v), labels...)
	}
	if s.FreeBytes != nil {
		gauge(freeDesc, float64(*s.FreeBytes))
	}
	u := s.Upkeep
	if u == nil {
		return
	}
	failing, stuck, waiting := 0, 0, uint64(0)
	for _, source := range u.Sources {
		if source.Failures > 0 {
			failing++
		}
	}
	for _, search := range u.Searches {
		waiting += search.Undelivered
		if search.Failures > 0 {
			stuck++
		}
	}
	gauge(sourcesDesc, float64(len(u.Sources)))
	gauge(failingDesc, float64(failing))
	gauge(queueDesc, float64(s.Queued))
	gauge(searchesDesc, float64(len(u.Searches)))
	gauge(alertsDesc, float64(waiting))
	gauge(stuckDesc, float64(stuck))
	counter(visitsDesc, u.Fetched.Visits-u.Fetched.Failures, "ok")
	counter(visitsDesc, u.Fetched.Failures, "failed")
	counter(pagesDesc, u.Fetched.Pages-u.Fetched.PageFailures, "ok")
	counter(pagesDesc, u.Fetched.PageFailures, "failed")
	counter(takenDesc, u.Fetched.Articles)
}
