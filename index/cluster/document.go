package cluster

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/label"
)

// Repetitions of the parts of an article in seq: the weights of package index.
const (
	titleWeight = 3
	leadWeight  = 2
)

// document is an article as it stands in the cluster; see mapping.go.
type document struct {
	Seq      []string `json:"seq,omitempty"`
	TitleSeq string   `json:"tseq,omitempty"`
	LeadSeq  string   `json:"lseq,omitempty"`
	Source   string   `json:"source,omitempty"`
	Category string   `json:"category,omitempty"`
	Author   string   `json:"author,omitempty"`
	Tags     []string `json:"tag,omitempty"`
	// Pub is nil when the date is unknown.
	Pub     *int64         `json:"pub,omitempty"`
	Hash    string         `json:"hash"`
	Near    []string       `json:"near,omitempty"`
	Story   string         `json:"story"`
	Article *index.Article `json:"article"`
}

// document makes an article ready for the cluster.
func (p *placer) document(a *index.Article) *document {
	d := &document{
		TitleSeq: p.text(a.Title), LeadSeq: p.text(a.Lead), Hash: a.Revision(), Article: a,
		Source: label.Term(a.Source), Category: label.Term(a.Category), Author: label.Term(a.Author),
	}
	d.Seq = appendTimes(d.Seq, d.TitleSeq, titleWeight)
	d.Seq = appendTimes(d.Seq, d.LeadSeq, leadWeight)
	d.Seq = appendTimes(d.Seq, p.text(a.Body), 1)
	for _, part := range slices.Concat(a.Captions, a.Tags) {
		d.Seq = appendTimes(d.Seq, p.text(part), 1)
	}
	for _, tag := range a.Tags {
		if t := label.Term(tag); t != "" && !slices.Contains(d.Tags, t) {
			d.Tags = append(d.Tags, t)
		}
	}
	if !a.Published.IsZero() {
		seconds := a.Published.Unix()
		d.Pub = &seconds
	}
	return d
}

func appendTimes(list []string, s string, n int) []string {
	if s == "" {
		return list
	}
	return append(list, slices.Repeat([]string{s}, n)...)
}

// maxDocumentID is the longest _id that OpenSearch takes, in bytes.
const maxDocumentID = 512

// hashedID begins the _id of an article whose own is too long.
const hashedID = "sha256:"

// documentID is the _id of an article. The article itself keeps its ID.
func documentID(id string) string {
	if len(id) <= maxDocumentID && !strings.HasPrefix(id, hashedID) {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return hashedID + hex.EncodeToString(sum[:])
}

// bulkIndex is the pair of lines that puts a document whole. It may be sent again.
func bulkIndex(d *document) ([]byte, error) {
	action, err := json.Marshal(object{"index": object{"_id": documentID(d.Article.ID)}})
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return slices.Concat(action, []byte("\n"), body, []byte("\n")), nil
}
