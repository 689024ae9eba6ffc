package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// buildTantivy compiles the Cargo project beside this program.
func buildTantivy(ctx context.Context, root string) error {
	if _, err := exec.LookPath("cargo"); err != nil {
		return fmt.Errorf("tantivy: cargo is %w; it takes Rust", errNoTool)
	}
	cmd := exec.CommandContext(ctx, "cargo", "build", "--release", "--locked", "--target-dir", "target")
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Join(root, "tantivy"), os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("tantivy: cargo does not build it: %w", err)
	}
	return nil
}

func openTantivy(dir string, m mode, s settings) (engine, error) {
	return openOutside(nameTantivy, dir, m, exec.Command(filepath.Join(s.Root, "tantivy", "target", "release", "peer-tantivy")))
}
