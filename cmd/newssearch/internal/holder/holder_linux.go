package holder

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Of names the processes that have the index in dir locked, as the kernel's
// list of locks tells them.
func Of(dir string) string {
	var stat syscall.Stat_t
	if syscall.Stat(filepath.Join(dir, lockedFile), &stat) != nil {
		return anotherProcess
	}
	locks, err := os.Open("/proc/locks")
	if err != nil {
		return anotherProcess
	}
	defer locks.Close()
	var names []string
	for lines := bufio.NewScanner(locks); lines.Scan(); {
		// 1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || fields[1] != "FLOCK" || !strings.HasSuffix(fields[5], ":"+strconv.FormatUint(stat.Ino, 10)) {
			continue
		}
		names = append(names, processName(fields[4]))
	}
	if len(names) == 0 {
		return anotherProcess
	}
	return strings.Join(names, " and ")
}

// processName is the command line of a process in short, with its number.
func processName(pid string) string {
	const shown = 3 // words: the program, its command, the first argument
	line, _ := os.ReadFile(filepath.Join("/proc", pid, "cmdline"))
	words := strings.FieldsFunc(string(line), func(r rune) bool { return r == 0 })
	if len(words) == 0 {
		return "process " + pid
	}
	words[0] = filepath.Base(words[0])
	return fmt.Sprintf("%s (process %s)", strings.Join(words[:min(len(words), shown)], " "), pid)
}
