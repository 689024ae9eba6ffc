//go:build unix && !linux && !aix && !solaris

package offheap

const populate = 0
