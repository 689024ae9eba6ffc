// Package offheap lends memory that Go's garbage collector neither scans nor
// counts.
//
// The collector lets a heap grow to twice of what is in use before it runs, so a
// cache of 384 MB on the heap takes 800 MB. A cache that says exactly when it lets
// go of something can have its memory from the system instead: [Alloc] gives a
// [Region], [Carve] cuts arrays off it, [Region.Free] returns it.
//
// Nothing may read a region after it was freed, and no collector sees to that. A
// [Guard] does: readers enter it, and what is retired meanwhile is freed when the
// last of them has left.
package offheap
