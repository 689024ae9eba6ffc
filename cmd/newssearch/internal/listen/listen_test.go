package listen

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// door answers until it is drained. A request for /slow is answered when it is let go.
type door struct {
	running, let chan struct{}
	drained      atomic.Bool
}

func (d *door) Drain() { d.drained.Store(true) }

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.drained.Load() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if r.URL.Path == "/slow" {
		close(d.running)
		<-d.let
	}
	_, _ = io.WriteString(w, "all of it")
}

func get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	return response.StatusCode, string(all)
}

// While a request runs that began before the server was told to stop, the others are
// refused, and it is answered.
func TestServeUntilTold(t *testing.T) {
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	d := &door{running: make(chan struct{}), let: make(chan struct{})}
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, listener, d, slog.New(slog.DiscardHandler)) }()
	answer := make(chan string, 1)
	go func() {
		_, body := get(t, address+"/slow")
		answer <- body
	}()
	<-d.running
	stop()
	for until := time.Now().Add(10 * time.Second); !d.drained.Load(); {
		if time.Now().After(until) {
			t.Fatal("the handler is not drained")
		}
		time.Sleep(time.Millisecond)
	}
	for range 20 {
		if status, _ := get(t, address); status != http.StatusServiceUnavailable {
			t.Fatalf("a request during shutdown is answered %d", status)
		}
	}
	close(d.let)
	if body := <-answer; body != "all of it" {
		t.Errorf("the request that ran is answered %q", body)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String()); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}
