package ingest

import (
	"bufio"

	"golang.org/x/text/transform"

	"github.com/newssearch/newssearch/ingest/internal/charset"
)

// utf8Stream is br as UTF-8 if it is UTF-16, else br without its byte order mark.
func utf8Stream(br *bufio.Reader) *bufio.Reader {
	head, _ := br.Peek(sniffBytes) // an error shows again on the next read
	if enc := charset.UTF16(head); enc != nil {
		return bufio.NewReaderSize(transform.NewReader(br, enc.NewDecoder()), readBuffer)
	}
	if len(head) >= 3 && string(head[:3]) == "\xef\xbb\xbf" {
		_, _ = br.Discard(3) // they were just peeked at
	}
	return br
}
