package bench

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// computed is the time in ms that threads with a given name have computed, of the processes given; an empty name stands
// for every thread. It is 0 where the system does not say, which is anywhere but on Linux.
func computed(pids []int, thread string) float64 {
	total := 0.0
	for _, pid := range pids {
		tasks, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*") // the pattern is well-formed
		for _, task := range tasks {
			if name, _ := os.ReadFile(task + "/comm"); thread != "" && !strings.HasPrefix(string(name), thread) {
				continue
			}
			text, _ := os.ReadFile(task + "/schedstat") // a thread that has ended adds nothing
			ns, _, _ := strings.Cut(string(text), " ")
			n, _ := strconv.ParseFloat(ns, 64)
			total += n / 1e6
		}
	}
	return total
}

// descendants lists the processes that a process has started, and those that they have started.
func descendants(pid int) []int {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is well-formed
	for _, name := range stats {
		text, _ := os.ReadFile(name) // a process that has ended has no children
		// The name of the program stands in brackets and may contain anything; state and parent follow.
		at := strings.LastIndexByte(string(text), ')')
		if fields := strings.Fields(string(text[at+1:])); len(fields) > 1 {
			child, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			parent, _ := strconv.Atoi(fields[1])
			children[parent] = append(children[parent], child)
		}
	}
	var all []int
	for next := []int{pid}; len(next) > 0; {
		found := children[next[0]]
		all, next = append(all, found...), append(next[1:], found...)
	}
	return all
}
