// Package look is how the window looks: its colours, sizes and icons, as a
// theme of Fyne in light and dark. It draws nothing itself; what is drawn with
// it is piece's.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which of the two sets of colours is used.
type Mode string

// The modes: the system's own, or one of the two whatever the system says.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// The space between things, on a grid of four points.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24
	Gap32 float32 = 32
)

// The radii of corners.
const (
	RadiusCard    float32 = 10
	RadiusControl float32 = 6
)

// The sizes of text, before the scale that the person chose.
const (
	TextSmall   fyne.ThemeSizeName = "dossierSmall"   // 12
	TextBody    fyne.ThemeSizeName = "dossierBody"    // 14
	TextLead    fyne.ThemeSizeName = "dossierLead"    // 15
	TextHeading fyne.ThemeSizeName = "dossierHeading" // 20
	TextTitle   fyne.ThemeSizeName = "dossierTitle"   // 28
)

// texts are the sizes that grow with the text, Fyne's own among them.
var texts = map[fyne.ThemeSizeName]float32{
	TextSmall: 12, TextBody: 14, TextLead: 15, TextHeading: 20, TextTitle: 28,
	theme.SizeNameText: 14, theme.SizeNameCaptionText: 12,
	theme.SizeNameSubHeadingText: 16, theme.SizeNameHeadingText: 20,
	theme.SizeNameInlineIcon: 20,
}

// sizes are Fyne's sizes that stay as they are.
var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding: Gap4, theme.SizeNameInnerPadding: Gap8, theme.SizeNameLineSpacing: Gap4,
	theme.SizeNameSeparatorThickness: 1, theme.SizeNameInputBorder: 1,
	theme.SizeNameInputRadius: RadiusControl, theme.SizeNameSelectionRadius: 3,
	theme.SizeNameButtonRadius: RadiusControl, theme.SizeNameCardRadius: RadiusCard,
	theme.SizeNameDialogRadius: RadiusCard, theme.SizeNamePopupRadius: RadiusControl, theme.SizeNameMenuRadius: RadiusControl,
	theme.SizeNameScrollBar: 12, theme.SizeNameScrollBarSmall: 5, theme.SizeNameScrollBarRadius: 3,
	theme.SizeNameModalBlurRadius: 0, // not every computer can blur
}

// New returns the theme of the window. textScale multiplies the sizes of text,
// 1 for none; below 0.5 and above 4 it is held there.
func New(mode Mode, textScale float32) fyne.Theme {
	return look{mode, min(max(textScale, 0.5), 4)}
}

type look struct {
	mode  Mode
	scale float32
}

// Color returns a colour of ours, or Fyne's by the colour of ours that does its
// work.
func (l look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch l.mode {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	if ours, ok := names[name]; ok {
		name = ours
	}
	if pair, ok := tokens[name]; ok {
		return pair[map[bool]int{true: 1}[variant == theme.VariantDark]]
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Fyne's own Noto Sans.
func (l look) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon returns Fyne's own icons: its dialogs and menus use them.
func (l look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size returns a size of ours or of Fyne's, text scaled.
func (l look) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := texts[name]; ok {
		return size * l.scale
	}
	if size, ok := sizes[name]; ok {
		return size
	}
	return theme.DefaultTheme().Size(name)
}

// Color returns a colour in the theme and variant of the running program.
func Color(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// Size returns a size in the theme of the running program.
func Size(name fyne.ThemeSizeName) float32 { return theme.Size(name) }

// Em returns a length that grows with the text: n points where the text has its
// usual size.
func Em(n float32) float32 { return n * Size(TextBody) / texts[TextBody] }
