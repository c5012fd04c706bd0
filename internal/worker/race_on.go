//go:build race

package worker

// roomy is how many times the usual memory a child has by default: the race
// detector keeps a shadow of all that the program touches.
const roomy = 4
