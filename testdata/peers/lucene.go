package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// luceneJava is the oldest Java that Lucene 10 runs on.
const luceneJava = "21"

// buildLucene compiles the Maven project beside this program.
func buildLucene(ctx context.Context, root string) error {
	for _, tool := range []string{"mvn", "java"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("lucene: %s is %w; it takes Maven and Java %s or later (JAVA_HOME)", tool, errNoTool, luceneJava)
		}
	}
	cmd := exec.CommandContext(ctx, "mvn", "-q", "-B", "process-classes")
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Join(root, "lucene"), os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("lucene: mvn does not build it (Java %s or later, and a connexion the first time): %w", luceneJava, err)
	}
	return nil
}

// openLucene runs with a small heap: what is searched is in mapped files. Vectors
// are a module that has to be asked for.
func openLucene(dir string, m mode, s settings) (engine, error) {
	java := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java = filepath.Join(home, "bin", "java")
	}
	heap := "-Xmx256m"
	if m == forLoading {
		heap = "-Xmx1g"
	}
	target := filepath.Join(s.Root, "lucene", "target")
	return openOutside(nameLucene, dir, m, exec.Command(java, heap, "--add-modules", "jdk.incubator.vector",
		"--enable-native-access=ALL-UNNAMED", "-cp", filepath.Join(target, "classes")+string(os.PathListSeparator)+filepath.Join(target, "lib", "*"), "peer.Main"))
}
