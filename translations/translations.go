// Package translations holds every sentence that the program says, one file a
// language. A further language is a further file.
package translations

import "embed"

// Files holds LANG.toml for each language, in go-i18n's format.
//
//go:embed *.toml
var Files embed.FS
