package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours by their work. A text in Ink or Muted may stand on Ground,
// Surface, Rail and Soft; in a state's colour also on that state's soft one.
const (
	Ground      fyne.ThemeColorName = "dossierGround"  // behind everything
	Surface     fyne.ThemeColorName = "dossierSurface" // cards, bars, inputs
	Rail        fyne.ThemeColorName = "dossierRail"    // the walk at the left
	Ink         fyne.ThemeColorName = "dossierInk"     // text
	Muted       fyne.ThemeColorName = "dossierMuted"   // text of less weight
	Line        fyne.ThemeColorName = "dossierLine"    // hairlines
	Rim         fyne.ThemeColorName = "dossierRim"     // the border of a button
	Edge        fyne.ThemeColorName = "dossierEdge"    // the border of what one can fill in
	Accent      fyne.ThemeColorName = "dossierAccent"
	AccentInk   fyne.ThemeColorName = "dossierAccentInk" // text on Accent
	Soft        fyne.ThemeColorName = "dossierSoft"      // what is selected
	Met         fyne.ThemeColorName = "dossierMet"
	MetSoft     fyne.ThemeColorName = "dossierMetSoft"
	Missing     fyne.ThemeColorName = "dossierMissing"
	MissingSoft fyne.ThemeColorName = "dossierMissingSoft"
	Confirm     fyne.ThemeColorName = "dossierConfirm"
	ConfirmSoft fyne.ThemeColorName = "dossierConfirmSoft"
	Open        fyne.ThemeColorName = "dossierOpen" // unanswered, not begun
	OpenSoft    fyne.ThemeColorName = "dossierOpenSoft"
	Focus       fyne.ThemeColorName = "dossierFocus" // the ring around what has the focus
	Hover       fyne.ThemeColorName = "dossierHover" // laid over what the pointer is on
	Press       fyne.ThemeColorName = "dossierPress"
	Rest        fyne.ThemeColorName = "dossierRest"   // over what is disabled, which can still be read
	Wash        fyne.ThemeColorName = "dossierWash"   // over the picture of a page that is left out
	Dim         fyne.ThemeColorName = "dossierDim"    // over the window behind a dialog
	Shadow      fyne.ThemeColorName = "dossierShadow" // below what floats
	Clear       fyne.ThemeColorName = "dossierClear"
	Paper       fyne.ThemeColorName = "dossierPaper"     // behind the picture of a page
	PaperLine   fyne.ThemeColorName = "dossierPaperLine" // what stands on it until there is a picture
)

// tokens are the colours, light and dark.
var tokens = map[fyne.ThemeColorName][2]color.NRGBA{
	Ground:      {rgb(0xF6F5F1), rgb(0x14171D)},
	Surface:     {rgb(0xFFFFFF), rgb(0x1D2129)},
	Rail:        {rgb(0xEFEDE6), rgb(0x181B22)},
	Ink:         {rgb(0x1D2330), rgb(0xE9EBEF)},
	Muted:       {rgb(0x565E6C), rgb(0xA6AEBB)},
	Line:        {rgb(0xDFDCD3), rgb(0x2F3540)},
	Rim:         {rgb(0xB9B6AD), rgb(0x4A5260)},
	Edge:        {rgb(0x85878B), rgb(0x717A89)},
	Accent:      {rgb(0x0B6467), rgb(0x5BC4BF)},
	AccentInk:   {rgb(0xFFFFFF), rgb(0x0C1A1B)},
	Soft:        {rgb(0xE3F0EE), rgb(0x1E3335)},
	Met:         {rgb(0x1B7346), rgb(0x69C795)},
	MetSoft:     {rgb(0xE4F3EA), rgb(0x1A3226)},
	Missing:     {rgb(0xA93226), rgb(0xF28C7F)},
	MissingSoft: {rgb(0xFBE9E6), rgb(0x3A211E)},
	Confirm:     {rgb(0x7A5200), rgb(0xE5BA63)},
	ConfirmSoft: {rgb(0xFBF0D5), rgb(0x362C17)},
	Open:        {rgb(0x4E5968), rgb(0xA6AEBB)},
	OpenSoft:    {rgb(0xE9ECF0), rgb(0x272C36)},
	Focus:       {rgb(0x0B6467), rgb(0x7FDDD8)},
	Hover:       {rgba(0x1D23300D), rgba(0xE9EBEF12)},
	Press:       {rgba(0x1D23301C), rgba(0xE9EBEF1E)},
	Rest:        {rgba(0xFFFFFF26), rgba(0x1D21293C)},
	Wash:        {rgba(0xFFFFFF66), rgba(0x1D212966)},
	Dim:         {rgba(0x14192380), rgba(0x05070BA6)},
	Shadow:      {rgba(0x14192326), rgba(0x00000080)},
	Clear:       {},
	Paper:       {rgb(0xFFFFFF), rgb(0xE9EBEF)},
	PaperLine:   {rgb(0xDADDE3), rgb(0xC3C8D0)},
}

// names are Fyne's names of colours, each with ours that does its work: its own
// file dialog, menus and pop-ups use them.
var names = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:                Ground,
	theme.ColorNameButton:                    Surface,
	theme.ColorNameDisabledButton:            OpenSoft,
	theme.ColorNameDisabled:                  Muted,
	theme.ColorNameError:                     Missing,
	theme.ColorNameFocus:                     Soft,
	theme.ColorNameForeground:                Ink,
	theme.ColorNameForegroundOnError:         Surface,
	theme.ColorNameForegroundOnPrimary:       AccentInk,
	theme.ColorNameForegroundOnSuccess:       Surface,
	theme.ColorNameForegroundOnWarning:       Surface,
	theme.ColorNameHeaderBackground:          Rail,
	theme.ColorNameHover:                     Hover,
	theme.ColorNameHyperlink:                 Accent,
	theme.ColorNameInnerWindowBorder:         Rail,
	theme.ColorNameInnerWindowBorderInactive: Rail,
	theme.ColorNameInputBackground:           Surface,
	theme.ColorNameInputBorder:               Edge,
	theme.ColorNameMenuBackground:            Surface,
	theme.ColorNameOverlayBackground:         Surface,
	theme.ColorNamePlaceHolder:               Muted,
	theme.ColorNamePressed:                   Press,
	theme.ColorNamePrimary:                   Accent,
	theme.ColorNameScrollBar:                 Edge,
	theme.ColorNameScrollBarBackground:       Clear,
	theme.ColorNameSelection:                 Soft,
	theme.ColorNameSeparator:                 Line,
	theme.ColorNameShadow:                    Shadow,
	theme.ColorNameSuccess:                   Met,
	theme.ColorNameWarning:                   Confirm,
}

func rgb(v uint32) color.NRGBA { return rgba(v<<8 | 0xFF) }

func rgba(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: uint8(v)}
}
