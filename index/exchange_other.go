//go:build !linux && !darwin

package index

// exchange puts the folder made where path is, and path where made was.
func exchange(made, path string) error { return exchangeInSteps(made, path) }
