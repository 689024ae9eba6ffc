package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// serving starts the serve command on a free port and returns its address and what
// stops it and gives its exit code.
func serving(t *testing.T, args ...string) (address string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	start := strings.Index(line, "http://")
	if err != nil || start < 0 {
		cancel()
		t.Fatalf("serve printed %q, %v", line, err)
	}
	address, _, _ = strings.Cut(line[start:], " ")
	return strings.TrimSuffix(address, "/"), func() int {
		cancel()
		select {
		case c := <-code:
			return c
		case <-time.After(20 * time.Second):
			t.Error("serve does not stop")
			return -1
		}
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestServe(t *testing.T) {
	address, stop := serving(t, "--index", threeIndexed(t))
	q := "?q=" + url.QueryEscape("tinh gian bien che")
	status, body := get(t, address+"/api/search"+q)
	var a answer
	if err := json.Unmarshal([]byte(body), &a); err != nil || status != http.StatusOK || a.ids() != "a1" || a.Understood != "tinh giản biên chế" {
		t.Errorf("status %d, %v, answer %+v", status, err, a)
	}
	for _, path := range []string{"/", "/" + q, "/article/a1", "/healthz"} {
		if status, body := get(t, address+path); status != http.StatusOK || body == "" {
			t.Errorf("GET %s: status %d, %q", path, status, body)
		}
	}
	if status, _ := get(t, address+"/article/nope"); status != http.StatusNotFound {
		t.Errorf("status %d of an article that is not there", status)
	}
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// Several processes can serve an index that nobody changes, and others read it beside them.
func TestServeReadOnly(t *testing.T) {
	dir := threeIndexed(t)
	for range 2 {
		address, stop := serving(t, "--index", dir, "--read-only")
		defer stop()
		if status, _ := get(t, address+"/article/a1"); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
	command(t, "query", "--index", dir, "giá").wants(t, exitOK, "id a2", "")
}

func TestServeTrouble(t *testing.T) {
	dir := threeIndexed(t)
	address, stop := serving(t, "--index", dir)
	taken := strings.TrimPrefix(address, "http://")
	command(t, "serve", "--index", dir, "--addr", taken).wants(t, exitUsage, "", "address already in use")
	command(t, "serve", "--index", dir, "--addr", "nonsense").wants(t, exitUsage, "", "--addr: ")
	command(t, "serve", "--index", dir+"/none").wants(t, exitIndex, "", "not found")
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

func TestServePrefix(t *testing.T) {
	address, stop := serving(t, "--index", threeIndexed(t), "--prefix", "/tin/")
	if !strings.HasSuffix(address, "/tin") {
		t.Errorf("it says that it serves %s", address)
	}
	if status, body := get(t, address+"/?q=gia"); status != http.StatusOK || !strings.Contains(body, `action="/tin/"`) {
		t.Errorf("status %d, %.500s", status, body)
	}
	stop()
	command(t, "serve", "--index", threeIndexed(t), "--prefix", "tin").wants(t, exitUsage, "", "prefix")
	command(t, "serve", "--index", threeIndexed(t), "--log-level", "loud").wants(t, exitUsage, "", "--log-level")
}

func TestListenAddresses(t *testing.T) {
	for address, want := range map[string]struct {
		loopback bool
		shown    string
	}{
		"127.0.0.1:80": {true, "127.0.0.1:80"}, "[::1]:80": {true, "[::1]:80"}, "0.0.0.0:80": {false, "127.0.0.1:80"},
		"[::]:80": {false, "127.0.0.1:80"}, "10.0.0.1:80": {false, "10.0.0.1:80"},
	} {
		a := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(address))
		if isLoopback(a) != want.loopback || shownAddress(a) != want.shown {
			t.Errorf("%s: loopback %v, shown %s", address, isLoopback(a), shownAddress(a))
		}
	}
}
