//go:build !race

package worker

// roomy is how many times the usual memory a child has by default.
const roomy = 1
