// Package disk holds what we know of the files that bleve and zapx keep: which of
// them make up an index, whether they are whole, which can go, how they are merged
// and replaced. Nothing here knows what an article is.
//
// These are the assumptions about bleve v2.6 and zapx v17 that its code rests on,
// none of which their documentation promises, each with the test that fails when it
// no longer holds. Tests of package index are marked "index".
//
//   - An index is index_meta.json and the folder store with root.bolt and segments,
//     and bleve creates nothing else beside them: index TestNoIndex.
//   - root.bolt is a bbolt file. Its bucket of snapshots has one bucket a state, the
//     newest last, and that one bucket a segment with the name of its file
//     (newestState): index TestDamage, TestIngestLeavesFewSegments.
//   - A segment's file is named by its number in twelve hexadecimal digits, and ends
//     in the CRC-32 (IEEE, big endian) of all before it, which nobody else checks
//     (verifySegment): index TestDamage.
//   - A writer holds an exclusive lock of root.bolt, a reader a shared one, until it is
//     closed: index TestLocked.
//   - bleve removes the files of what it has merged only while it runs (Purge): index
//     TestIngestLeavesFewSegments.
//   - CopyReader holds the files of a state until it is closed, and CopyTo hands each of
//     them to GetWriter under its name, root.bolt as a file, without looking at the
//     errors of Close (Snapshot): index/backup TestUnderLoad, TestDamagedSegment.
//   - ForceMerge takes its plan from mergeplan with the options it is given, and reports
//     the first failure to a channel that its context holds under the name mergeDone
//     (Tidier): index TestMergeThatFails, TestSmallIngestsRewriteLittle.
package disk
