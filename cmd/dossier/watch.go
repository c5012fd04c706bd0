package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// watchVariable names a file for the longest time in which the window's
// goroutine did nothing that was asked of it; scripts/measure-window reads it.
const watchVariable = "DOSSIER_WATCH"

// watchPause is how often the window's goroutine is asked for a sign of life.
const watchPause = 5 * time.Millisecond

// watchFrom is when it begins: the first frames, in which the graphics driver
// sets itself up, are part of the start and measured as such.
const watchFrom = 3 * time.Second

// watch measures how long the window's goroutine takes to answer, from when it
// has settled until the function that it returns is called, which writes the file: the
// longest answer and the number of answers above a frame and above 50 ms. An
// empty name measures nothing.
func watch(file string) (stop func()) {
	if file == "" {
		return func() {}
	}
	var (
		mu      sync.Mutex
		longest time.Duration
		counts  [3]int // all, above a frame, above 50 ms
		end     = make(chan struct{})
	)
	hear := func(took time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		longest = max(longest, took)
		for i, above := range []time.Duration{0, time.Second / 60, 50 * time.Millisecond} {
			if took >= above {
				counts[i]++
			}
		}
	}
	go func() {
		time.Sleep(watchFrom)
		for {
			select {
			case <-end:
				return
			case asked := <-time.After(watchPause):
				fyne.Do(func() { hear(time.Since(asked)) })
			}
		}
	}()
	return func() {
		close(end)
		mu.Lock()
		defer mu.Unlock()
		report := fmt.Sprintf("longest %.1f ms, %d answers, %d above a frame, %d above 50 ms\n",
			float64(longest.Microseconds())/1000, counts[0], counts[1], counts[2])
		_ = os.WriteFile(file, []byte(report), 0o600) // measuring is no reason to fail
	}
}
