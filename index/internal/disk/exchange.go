package disk

import (
	"errors"
	"os"
)

// exchangeInSteps does what Exchange does where the system cannot: when the
// program is killed between the two steps, the old index is in made's folder.
func exchangeInSteps(made, path string) error {
	aside := made + ".old"
	if err := os.Rename(path, aside); err != nil {
		return err
	}
	if err := os.Rename(made, path); err != nil {
		return errors.Join(err, os.Rename(aside, path))
	}
	return nil
}
