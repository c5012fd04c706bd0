package ui

import "example.org/dossier/internal/session"

// Built is which of these is the bundle of the application's own, and which are others.
func Built(all []session.Built) (own *session.Built, others []session.Built) {
	shot := snapshot{Bundles: all}
	return shot.built()
}
