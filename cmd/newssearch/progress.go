package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a long command is, on a terminal only. The nil
// progress shows nothing.
type progress struct {
	bar *progressbar.ProgressBar
}

// newProgress returns a bar of total steps on w, with rate and time left. A total of
// zero or less is unknown. It is nil if w is no terminal.
func newProgress(w io.Writer, total int64, bytes bool, description string) *progress {
	if !isTerminal(w) {
		return nil
	}
	return startProgress(w, total, bytes, description)
}

func startProgress(w io.Writer, total int64, bytes bool, description string) *progress {
	if total <= 0 {
		total = -1
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(description),
		progressbar.OptionShowBytes(bytes),
		progressbar.OptionShowCount(),
		progressbar.OptionSetElapsedTime(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetRenderBlankState(true),
		progressbar.OptionThrottle(progressInterval),
		progressbar.OptionSetWidth(progressWidth),
		progressbar.OptionUseANSICodes(os.Getenv("TERM") != "dumb"),
		progressbar.OptionClearOnFinish(),
	}
	if !bytes { // of bytes the rate is always shown
		options = append(options, progressbar.OptionShowIts())
	}
	return &progress{progressbar.NewOptions64(total, options...)}
}

const (
	progressInterval = 150 * time.Millisecond
	progressWidth    = 24
)

// at says how many steps are done. Drawing is best effort: an error of the
// terminal is no reason to stop the work.
func (p *progress) at(done int64) {
	if p != nil {
		_ = p.bar.Set64(done)
	}
}

// describe changes the text before the bar. It may be called from any goroutine.
func (p *progress) describe(text string) {
	if p != nil {
		p.bar.Describe(text)
	}
}

// finishing says that what is left takes a moment: closing merges what was stored.
// The function it returns clears that away.
func finishing(w io.Writer, quiet bool) (done func()) {
	if quiet || !isTerminal(w) {
		return func() {}
	}
	const text = "finishing the index…"
	fmt.Fprint(w, "\r"+text)
	return func() { fmt.Fprint(w, "\r"+strings.Repeat(" ", len(text))+"\r") }
}

// end clears the bar away.
func (p *progress) end() {
	if p != nil {
		_ = p.bar.Clear()
		_ = p.bar.Exit()
	}
}
