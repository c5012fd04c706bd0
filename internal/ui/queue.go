package ui

// A queue has work beside the window done one after the other, in the order in
// which it was added. It belongs to the window's goroutine; the functions that it
// returns do not.
type queue struct{ last chan struct{} } // closed when what was added last is done; nil: nothing was

// add returns the work that waits for all that was added before. It has to be
// called.
func (q *queue) add(work func()) func() {
	before, done := q.wait(), make(chan struct{})
	q.last = done
	return func() {
		defer close(done)
		before()
		work()
	}
}

// wait returns a function that waits until what was added so far is done.
func (q *queue) wait() func() {
	last := q.last
	return func() {
		if last != nil {
			<-last
		}
	}
}
