package worker_test

import (
	"fmt"
	"strings"
)

// written is the table, in Markdown, with each exception named below it.
func written(files []difficult) string {
	var b strings.Builder
	programs := []string{ours, "qpdf", "mutool", "pdfunite"}
	fmt.Fprintf(&b, "| class | files | %s |\n| --- |%s\n", strings.Join(programs, " | "), strings.Repeat(" --- |", len(programs)+1))
	for _, class := range []string{"clean", "damaged", "locked", "unreadable"} {
		row, count := map[string]int{}, 0
		for _, f := range files {
			if f.class != class || f.outcome == nil {
				continue
			}
			count++
			for _, p := range programs {
				if f.outcome[p] == "ok" {
					row[p]++
				}
			}
		}
		fmt.Fprintf(&b, "| %s | %d |", class, count)
		for _, p := range programs {
			fmt.Fprintf(&b, " %d |", row[p])
		}
		b.WriteString("\n")
	}
	return b.String() + "\n" + exceptions(files) + "\n" + extremes(files)
}

// exceptions names what did not end well, and what looks otherwise.
func exceptions(files []difficult) string {
	var b strings.Builder
	for _, f := range files {
		if f.outcome == nil {
			continue
		}
		merged := []string{}
		for _, p := range []string{"qpdf", "mutool", "pdfunite"} {
			if f.outcome[p] == "ok" {
				merged = append(merged, p)
			}
		}
		if f.outcome[ours] != "ok" {
			fmt.Fprintf(&b, "- %s (%s): %s; merged by: %s. %s\n", f.name, f.class, f.outcome[ours], strings.Join(merged, ", "), f.reason)
		}
		if len(f.differ) > 0 {
			fmt.Fprintf(&b, "- %s (%s) looks otherwise: %s; left out and said: %d\n", f.name, f.class, strings.Join(f.differ, "; "), f.reported)
		}
	}
	return b.String()
}

// extremes sums up the rest.
func extremes(files []difficult) string {
	var slowest, largest difficult
	held, differing, locked, asked := 0, 0, 0, 0
	faults := map[string]int{}
	rungs := map[string]int{}
	for _, f := range files {
		if f.outcome == nil {
			continue
		}
		held, differing = held+f.held, differing+len(f.differ)
		if f.took > slowest.took {
			slowest = f
		}
		if f.memory > largest.memory {
			largest = f
		}
		if f.class == "locked" {
			locked++
		}
		if f.outcome["unopened"] != "" {
			asked++
		}
		switch f.outcome[ours] {
		case "file-crashed", "time-limit", "memory-limit", "partial output", "broken":
			faults[f.outcome[ours]]++
		}
		for by, n := range f.rungs {
			rungs[string(by)] += n
		}
	}
	return fmt.Sprintf("Pages held against their source by picture: %d, of which look otherwise: %d. Pages by rung: %v.\n"+
		"Locked: %d of %d asked for a password.\nCrashes, hangs, too much memory, partial or broken outputs: %v.\n"+
		"Slowest: %s, %.1f s. Most memory: %s, %d MB.\n",
		held, differing, rungs, asked, locked, faults, slowest.name, slowest.took.Seconds(), largest.name, largest.memory>>20)
}
