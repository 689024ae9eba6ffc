// Package sumtar writes and reads tar archives of regular files that end in a list of
// the files' sums, so that an archive that was cut, changed or put together of two is
// told from a whole one. The list has the form of sha256sum, which checks an unpacked
// archive without this program.
package sumtar
