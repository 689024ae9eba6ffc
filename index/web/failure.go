package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// statusClientClosed is what the log says of a request whose client went away.
// No one receives it.
const statusClientClosed = 499

// statusOf is the one place where an error becomes a status.
func statusOf(err error) int {
	var query *index.QueryError
	var request *index.RequestError
	var param *paramError
	var record *recordError
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &param):
		return param.status
	case errors.As(err, &query), errors.As(err, &request):
		return http.StatusBadRequest
	case errors.Is(err, errNoPage), errors.Is(err, errNoArticle), errors.Is(err, index.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, errNoKey):
		return http.StatusUnauthorized
	case errors.Is(err, errOtherRole):
		return http.StatusForbidden
	case errors.Is(err, errBodyTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errEncoding):
		return http.StatusUnsupportedMediaType
	case errors.Is(err, errNoRecord), errors.Is(err, errOtherID):
		return http.StatusBadRequest
	case errors.As(err, &record):
		return http.StatusUnprocessableEntity
	case errors.Is(err, errTooMany):
		return http.StatusTooManyRequests
	case errors.Is(err, errBusy), errors.Is(err, errDraining), errors.Is(err, context.DeadlineExceeded), errors.Is(err, index.ErrClosed):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.Canceled):
		return statusClientClosed
	}
	return http.StatusInternalServerError
}

// problem is an error as RFC 9457 has it, with the members that this API adds.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	// DetailVi is Detail in Vietnamese, where it is for readers.
	DetailVi string `json:"detail_vi,omitempty"`
	// Parameter is the one that is wrong.
	Parameter string `json:"parameter,omitempty"`
	// Start and End are the place in q, in bytes, of a query that cannot be read.
	Start *int `json:"start,omitempty"`
	End   *int `json:"end,omitempty"`
}

// problemBase begins the types of problems: names, not addresses.
const problemBase = "urn:newssearch:problem:"

// newProblem describes err to a program. What went wrong inside is for the log only.
func newProblem(err error) problem {
	p := problem{Status: statusOf(err)}
	p.Title = http.StatusText(p.Status)
	var query *index.QueryError
	var request *index.RequestError
	var param *paramError
	switch {
	case errors.As(err, &query):
		p.Type, p.Title, p.Detail, p.DetailVi = "query", "The query cannot be read", en.Problem(query.Kind), vi.Problem(query.Kind)
		p.Parameter, p.Start, p.End = paramQuery, &query.Start, &query.End
	case errors.As(err, &param):
		p.Type, p.Title, p.Detail, p.DetailVi = "parameter", "A parameter is wrong", param.Error(), param.reasonVi
		p.Parameter = param.name
	case errors.As(err, &request):
		p.Type, p.Title, p.Detail = "parameter", "A parameter is wrong", request.Error()
	case p.Status == http.StatusNotFound:
		p.Type, p.Detail = "not-found", err.Error()
	case p.Status == http.StatusUnauthorized, p.Status == http.StatusForbidden:
		p.Type, p.Detail = "key", err.Error()
	case errors.Is(err, errTooMany):
		p.Type, p.Detail, p.DetailVi = "rate", err.Error(), vi.BusyAdvice
	case p.Status < http.StatusInternalServerError && p.Status != statusClientClosed:
		p.Type, p.Detail = "article", err.Error()
	case errors.Is(err, errBusy):
		p.Type, p.Detail, p.DetailVi = "busy", err.Error(), vi.BusyAdvice
	case errors.Is(err, context.DeadlineExceeded):
		p.Type, p.Detail, p.DetailVi = "timeout", "the search took too long", vi.TimeoutTitle
	case p.Status == http.StatusServiceUnavailable:
		p.Type, p.Detail, p.DetailVi = "unavailable", errDraining.Error(), vi.BusyAdvice
	default:
		p.Type, p.Detail = "internal", "the server's log has the details"
	}
	p.Type = problemBase + p.Type
	return p
}

// fail answers a request with an error: as a problem to programs, else as a page.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, p params, err error) {
	status := statusOf(err)
	setError(r, err)
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	if status == statusClientClosed {
		status = http.StatusServiceUnavailable
	}
	if h.isAPI(r) {
		writeProblem(w, newProblem(err))
		return
	}
	h.renderError(w, r, p, status, err)
}

func writeProblem(w http.ResponseWriter, p problem) {
	body, err := json.Marshal(p)
	if err != nil { // unreachable: the struct holds strings and numbers
		panic(err)
	}
	if p.Status == statusClientClosed {
		p.Status = http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(body, '\n'))
}

// errorPage is the page for what cannot be shown.
type errorPage struct {
	layout
	Heading, Advice, Detail string
}

func (h *Handler) renderError(w http.ResponseWriter, r *http.Request, p params, status int, err error) {
	m := message.In(p.Lang)
	page := &errorPage{Heading: m.ErrorTitle, Advice: m.FaultAdvice}
	var param *paramError
	switch {
	case errors.As(err, &param):
		page.Heading, page.Advice = m.BadRequestTitle, param.in(p.Lang)
	case status == http.StatusNotFound:
		page.Heading, page.Advice = m.NotFoundTitle, m.NotFoundAdvice
	case errors.Is(err, context.DeadlineExceeded):
		page.Heading, page.Advice = m.TimeoutTitle, m.NothingAdvice
	case status == http.StatusServiceUnavailable, status == http.StatusTooManyRequests:
		page.Heading, page.Advice = m.BusyTitle, m.BusyAdvice
	}
	page.layout = h.layout(p, titled(page.Heading), -1)
	page.Robots = "noindex"
	h.render(w, r, status, "error", page)
}
