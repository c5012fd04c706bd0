// Package assets holds what the program carries inside itself: fonts, vacancy
// packs, licences and the sample candidate. It gives bytes; what they mean is the
// business of the rooms that read them.
package assets

import "embed"

// Vacancies holds the embedded packs, vacancies/ID.yaml, each with its notice
// verbatim beside it, vacancies/ID.notice.txt.
//
//go:embed vacancies
var Vacancies embed.FS

// Starter holds the vacancy from which a new one is written, with comments in
// each language: starter/vacancy.LANG.yaml. It is an example, and not listed.
//
//go:embed starter
var Starter embed.FS

// Sample holds the sample candidate: sample/candidate.json, the files under
// sample/documents, and in sample/documents.json the vacancy, the declarations
// made, and what is said of each file: its kind, the study that it is for, the
// file that it is a translation of, its language. An absent member is not said.
// scripts/sample makes the files.
//
//go:embed sample
var Sample embed.FS

// Fonts holds Noto Sans (SIL Open Font License 1.1, fonts/OFL.txt), the face of
// every page that the program sets itself, and its fonts for Georgian and Armenian.
//
//go:embed fonts
var Fonts embed.FS

// Icons holds the drawings of the window, icons/NAME.svg, 24 by 24, as filled
// shapes of one colour, black (#000000), which grow with the size at which they
// are shown, and the program's own icon, icons/app.svg.
//
//go:embed icons
var Icons embed.FS

// Licences are the terms under which all is that the programs carry, each text
// below the names of what it is the licence of ("= NAME") and its own ("- KIND").
// scripts/licences gathers them.
//
//go:embed licences/licences.txt
var Licences string
