package disk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
)

// A sealed file is a header, a content, and the CRC-32C of both in four bytes, little
// endian. The files beside the segments have this form, since damage to a column of
// numbers shows in nothing else.

// sealBytes is the length of the checksum.
const sealBytes = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Errors of a sealed file.
var (
	// ErrHeader means that a file begins with another header or is too short for one.
	ErrHeader = errors.New("another kind of file")
	// ErrChecksum means that a file is not as it was written.
	ErrChecksum = errors.New("wrong checksum")
)

// Seal appends the checksum to the header and the content of a file.
func Seal(data []byte) []byte {
	return binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
}

// Unseal returns the content between the header and the checksum of a file.
func Unseal(data []byte, header string) (content []byte, err error) {
	if len(data) < len(header)+sealBytes || !bytes.HasPrefix(data, []byte(header)) {
		return nil, ErrHeader
	}
	body, sum := data[:len(data)-sealBytes], binary.LittleEndian.Uint32(data[len(data)-sealBytes:])
	if crc32.Checksum(body, castagnoli) != sum {
		return nil, ErrChecksum
	}
	return body[len(header):], nil
}

// CheckSeal reports whether a sealed file, whatever its header, is as it was written.
// It returns nil when there is no such file.
func CheckSeal(path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = Unseal(data, "")
	return err
}
