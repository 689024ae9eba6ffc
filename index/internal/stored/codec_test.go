package stored

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func sample() *Article {
	return &Article{
		ID: "https://vi.du/bai-1", URL: "https://vi.du/bai-1", Title: "Giá vàng tăng", Lead: "Sáng nay giá vàng tăng.",
		Body: "Giá vàng trong nước tăng.\n\nĐồng đô la giảm.", Captions: []string{"Vàng miếng"}, Author: "Lê An",
		Source: "Báo Mẫu", Category: "Kinh tế", Tags: []string{"vàng", "đô la"},
		Published: time.Date(2024, 5, 9, 7, 30, 0, 0, time.FixedZone("", 7*3600)),
	}
}

func decode(c *Codec, id string, head, text []byte) (Article, error) {
	a := Article{ID: id}
	return a, errors.Join(c.decodeHead(head, &a), c.decodeText(text, &a, All))
}

// What is stored comes back, and no flipped bit makes another text of it.
func TestStoredArticle(t *testing.T) {
	c, err := NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	a := sample()
	a.Image = "https://anh.vi.du/bia.jpg"
	head, text := c.EncodeHead(a, a.Title), c.Compress(a)
	got, err := decode(c, a.ID, head, text)
	if err != nil || !reflect.DeepEqual(got, *a) {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, stored := range [][]byte{head, text} {
		for bit := range 8 * len(stored) {
			stored[bit/8] ^= 1 << (bit % 8)
			got, err := decode(c, a.ID, head, text)
			if err == nil && !reflect.DeepEqual(got, *a) {
				t.Errorf("bit %d flipped: %+v", bit, got)
			}
			stored[bit/8] ^= 1 << (bit % 8)
		}
	}
	if _, err := decode(c, "another", head, text); !errors.Is(err, ErrForm) {
		t.Errorf("the head of another article: %v", err)
	}
}

// Heads that were written before there were pictures are those of articles without one.
func TestHeadWithPicture(t *testing.T) {
	c, err := NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	a := sample()
	before, hash, revision := c.EncodeHead(a, a.Title), a.ContentHash(), a.Revision()
	if revision != hash {
		t.Errorf("without a picture the revision is %s, not the hash %s", revision, hash)
	}
	a.Image = "https://anh.vi.du/bia.jpg"
	after := c.EncodeHead(a, a.Title)
	if !bytes.HasPrefix(after[headStart:], before[headStart:]) {
		t.Error("the picture changed what stands before it")
	}
	got, err := decode(c, a.ID, after, c.Compress(a))
	if err != nil || !reflect.DeepEqual(got, *a) {
		t.Errorf("%+v, %v", got, err)
	}
	if a.ContentHash() != hash || a.Revision() == hash {
		t.Error("the hash is of the text alone, the revision is not")
	}
	empty := append(after[:len(after):len(after)], 0x80)
	copy(empty[len(checkedHead):], binary.LittleEndian.AppendUint32(nil, headSum(a.ID, empty[headStart:])))
	if _, err := decode(c, a.ID, empty, c.Compress(a)); !errors.Is(err, ErrForm) {
		t.Errorf("bytes past the picture: %v", err)
	}
}

// Heads of schema 4 have no checksum.
func TestHeadWithoutChecksum(t *testing.T) {
	c, err := NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"", "https://vi.du/bai-1", "a", strings.Repeat("b", 128), strings.Repeat("c", 1<<14)} {
		a := sample()
		a.URL = url
		head, text := c.EncodeHead(a, a.Title), c.Compress(a)
		old := head[headStart:]
		if bytes.HasPrefix(old, []byte(checkedHead)) {
			t.Errorf("a URL of %d bytes looks like a checksum", len(url))
		}
		if got, err := decode(c, a.ID, old, text); err != nil || got.URL != url {
			t.Errorf("%q, %v", got.URL, err)
		}
	}
}
