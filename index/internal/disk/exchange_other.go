//go:build !linux && !darwin

package disk

// Exchange puts the folder made where path is, and path where made was.
func Exchange(made, path string) error { return exchangeInSteps(made, path) }
