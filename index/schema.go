package index

import (
	"crypto/sha256"
	"encoding/binary"
)

// schemaVersion changes whenever a term, a column or the stored form of an
// article changes: indexes of another version are refused.
const schemaVersion = "5"

// Keys of values the index keeps beside the articles. Changes to them are
// atomic with the batch they come in.
var keySchema = []byte("newssearch/schema")

// hashBits is what fits a column: equal articles are recognised by it, and two
// versions of one article differ in it but for one chance in 2^52.
const hashBits = 52

// contentHash is a short hash of everything in the article. It is never zero.
func contentHash(a *Article) uint64 {
	sum := sha256.Sum256([]byte(schemaVersion + a.ID + "\x00" + a.Revision()))
	return binary.LittleEndian.Uint64(sum[:])>>(64-hashBits) | 1
}
