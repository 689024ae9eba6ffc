package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/newssearch/newssearch/index"
)

// jsonRecords reads articles one after the other; a line without a title is an error.
func jsonRecords(_ context.Context, r io.Reader) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		for d := json.NewDecoder(r); ; {
			var a index.Article
			err := d.Decode(&a)
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && a.Title == "" {
				err = errors.New("no title")
			} else if err != nil {
				yield(a, err)
				return
			}
			if a.ID == "" {
				a.ID = a.ContentHash()
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

func testKeys(secret string) (Key, bool) {
	switch secret {
	case "viet":
		return Key{Name: "tòa soạn", Write: true}, true
	case "doc":
		return Key{Name: "bạn đọc"}, true
	}
	return Key{}, false
}

// writable is a handler that takes articles in, and its log.
func writable(t *testing.T, closed bool) (*Handler, *bytes.Buffer) {
	t.Helper()
	x, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	log := &bytes.Buffer{}
	h, err := New(x, Options{Writer: x, Records: jsonRecords, Keys: testKeys, Closed: closed, Logger: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return h, log
}

func sendAs(h http.Handler, method, target, key, body string, header ...string) (*http.Request, *httptest.ResponseRecorder) {
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if strings.Contains(body, "\n") {
		r.Header.Set("Content-Type", "application/x-ndjson")
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return r, w
}

func TestWriting(t *testing.T) {
	h, log := writable(t, false)
	doc, router := description(t, h)
	asked := map[string]bool{}
	one := `{"id":"1","title":"Giá vàng tăng"}`
	long := strings.Repeat("a", maxBodyBytes)
	for _, c := range []struct {
		method, target, key, body string
		status                    int
		want                      string
	}{
		{"POST", "/api/articles", "", one, 401, "a key is needed"},
		{"POST", "/api/articles", "sai", one, 401, "a key is needed"},
		{"POST", "/api/articles", "doc", one, 403, "for reading only"},
		{"POST", "/api/articles", "viet", one, 200, `{"added":1,"updated":0,"unchanged":0,"rejected":0,"results":[{"id":"1","status":"added"}]}`},
		{"POST", "/api/articles", "viet", one, 200, `"unchanged":1`},
		{"POST", "/api/articles", "viet", one + "\n{}\n" + `{"id":"2","title":"Giá dầu"}` + "\n" + `{"id":"2","title":"Giá dầu giảm"}` + "\n", 200,
			`{"added":1,"updated":1,"unchanged":1,"rejected":1,"results":[{"id":"1","status":"unchanged"},{"status":"rejected","error":"no title"},{"id":"2","status":"added"},{"id":"2","status":"updated"}]}`},
		{"POST", "/api/articles", "viet", "", 400, "no article"},
		{"POST", "/api/articles", "viet", `{"title":"` + long, 413, "several requests"},
		{"PUT", "/api/articles/3", "viet", `{"title":"Cà phê được mùa"}`, 201, `{"id":"3","status":"added"}`},
		{"PUT", "/api/articles/3", "viet", `{"id":"3","title":"Cà phê mất mùa"}`, 200, `"status":"updated"`},
		{"PUT", "/api/articles/3", "viet", `{"id":"4","title":"Cà phê"}`, 400, "not that of the address"},
		{"PUT", "/api/articles/3", "viet", `{}`, 422, "no title"},
		{"PUT", "/api/articles/3", "viet", ``, 400, "no article"},
		{"PUT", "/api/articles/3", "doc", one, 403, ""},
		{"PUT", "/api/articles/http:%2F%2Fa.example%2Fb", "viet", `{"title":"Một trang"}`, 201, `"id":"http://a.example/b"`},
		{"DELETE", "/api/articles/3", "", "", 401, ""},
		{"DELETE", "/api/articles/3", "viet", "", 204, ""},
		{"DELETE", "/api/articles/3", "viet", "", 404, "no article with this id"},
	} {
		r, w := sendAs(h, c.method, c.target, c.key, c.body)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s %s as %q: status %d, want %d; want %s in %.300s", c.method, c.target, c.key, w.Code, c.status, c.want, w.Body)
		}
		route, params, err := router.FindRoute(r)
		if err != nil {
			t.Fatal(err)
		}
		asked[route.Operation.OperationID] = true
		err = openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
			Status:                 w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())),
			Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
		})
		if err != nil {
			t.Errorf("%s %s: %v", c.method, c.target, err)
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			if method != http.MethodGet && !asked[operation.OperationID] {
				t.Errorf("no test asks for %s %s", method, path)
			}
		}
	}
	for _, line := range []string{`msg=audit action=post key="tòa soạn" articles=1`, `level=WARN msg=audit action=post key="" articles=0`, `key="bạn đọc"`, "id=3"} {
		if !strings.Contains(log.String(), line) {
			t.Errorf("no %s in the log:\n%s", line, log)
		}
	}
	if _, w := sendAs(h, "POST", "/api/articles", "viet", one, "Content-Encoding", "gzip"); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("compressed: %d", w.Code)
	}
	if strings.Contains(log.String(), "viet") {
		t.Error("the log has a secret")
	}
	if w := get(h, "/api/search?q=gia+vang"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"id":"1"`) {
		t.Errorf("reading without a key: %d", w.Code)
	}
}

// More articles than one transaction holds are all taken in, each with its result.
func TestWritingMany(t *testing.T) {
	h, _ := writable(t, false)
	var b strings.Builder
	for i := range 2*writeBatch + 1 {
		fmt.Fprintf(&b, `{"id":"%d","title":"Tin số %d"}`+"\n", i, i)
	}
	_, w := sendAs(h, "POST", "/api/articles", "viet", b.String())
	var answer written
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Added != 2*writeBatch+1 || answer.Results[2*writeBatch].ID != fmt.Sprint(2*writeBatch) {
		t.Errorf("%d, %v", answer.Added, err)
	}
}

// Without a writer nothing can be changed, whatever key there is.
func TestReadOnly(t *testing.T) {
	h := sampleHandler(t, Options{Keys: testKeys})
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		if _, w := sendAs(h, method, "/api/articles/1", "viet", `{"title":"x"}`); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

func TestClosed(t *testing.T) {
	h, _ := writable(t, true)
	for target, want := range map[string]int{"/": 401, "/api/search?q=x": 401, "/metrics": 401, "/healthz": 200, "/readyz": 200} {
		if w := get(h, target); w.Code != want {
			t.Errorf("%s without a key: %d", target, w.Code)
		}
		if _, w := sendAs(h, "GET", target, "sai", ""); w.Code != want {
			t.Errorf("%s with a wrong key: %d", target, w.Code)
		}
		if _, w := sendAs(h, "GET", target, "doc", ""); w.Code != http.StatusOK {
			t.Errorf("%s with a key: %d", target, w.Code)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
	r.SetBasicAuth("", "doc")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusOK {
		t.Errorf("as a browser: %d", w.Code)
	}
}
