package ui_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/ui/reader"
)

// A screen reader is told of each thing that takes the keyboard what it is, in the
// window's language, and of no two in one dialog the same key.
func TestAllThatTakesTheKeyboardHasAName(t *testing.T) {
	onlyWhole(t)
	for _, lang := range i18n.Languages() {
		t.Run(string(lang), func(t *testing.T) {
			eachScene(t, with(showing(lang, settings.Light)), func(t *testing.T, h *hall, name string) {
				seen := map[string]bool{}
				h.eachFocusable(func(o fyne.Focusable) {
					key := ""
					if keyed, ok := o.(piece.Keyed); ok {
						key = keyed.Key()
					}
					if key == "" || seen[key] && !isOneOfSeveral(o) {
						t.Errorf("%s: the %T has the key %q: the focus cannot be kept", name, o, key)
					}
					seen[key] = true
					said, ok := o.(fyne.Accessible)
					switch {
					case !ok:
						t.Errorf("%s: the %T %q tells a screen reader nothing", name, o, key)
					case strings.TrimSpace(said.AccessibilityLabel()) == "" || !utf8.ValidString(said.AccessibilityLabel()):
						t.Errorf("%s: the %T %q has no name", name, o, key)
					case said.AccessibilityRole() == "" || said.AccessibilityRole() == fyne.AccessibleRoleContainer:
						t.Errorf("%s: the %T %q has the role %q", name, o, key, said.AccessibilityRole())
					default:
						if raw := rawText.FindString(said.AccessibilityLabel()); raw != "" {
							t.Errorf("%s: the %T %q is called %q", name, o, key, said.AccessibilityLabel())
						}
					}
				})
			})
		})
	}
}

// isOneOfSeveral reports whether something shares its key with its likes, of which
// one at a time takes the keyboard.
func isOneOfSeveral(o fyne.Focusable) bool {
	disabled, ok := o.(fyne.Disableable)
	return ok && disabled.Disabled()
}

// A screen reader comes to all that takes the keyboard and to every text, in the order
// in which one reads; each can be told from others, and a choice says what it is about.
func TestAReaderIsToldOfEveryScene(t *testing.T) {
	onlyWhole(t)
	eachScene(t, with(showing(i18n.French, settings.Light)), func(t *testing.T, h *hall, name string) {
		want := 0
		h.eachFocusable(func(fyne.Focusable) { want++ })
		told := h.window.Outline()
		if len(told.Things) != 1 || told.Title == "" || told.Lang != "fr" {
			t.Fatalf("%s: it is told %d things of %q", name, len(told.Things), told.Title)
		}
		stops, at, texts := 0, 0, 0
		ids := map[any]bool{}
		for _, thing := range flat(told.Things[0].Inside) {
			if ids[thing.ID] {
				t.Errorf("%s: two things have the ID %v", name, thing.ID)
			}
			ids[thing.ID] = true
			if thing.State&reader.Focusable != 0 {
				stops++
			}
			if thing.State&reader.Focused != 0 {
				at++
			}
			if strings.TrimSpace(thing.Name) == "" {
				t.Errorf("%s: something of role %d has no name", name, thing.Role)
			}
			if thing.Role == reader.Choice && thing.Name == thing.Value {
				t.Errorf("%s: a choice is called %q alone", name, thing.Name)
			}
			if thing.Role <= reader.News {
				texts++
			}
		}
		if at > 1 || stops < want || texts == 0 && told.Things[0].Role != reader.Popup {
			t.Errorf("%s: it is told of %d controls of %d, %d texts, and %d with the keyboard", name, stops, want, texts, at)
		}
	})
}

// Nothing that takes the keyboard is called as something else there is: a screen reader
// says of which document, study or language it is, and where a button leads for whom.
func TestEachControlIsCalledOtherwise(t *testing.T) {
	onlyWhole(t)
	for _, lang := range i18n.Languages() {
		t.Run(string(lang), func(t *testing.T) {
			eachScene(t, with(showing(lang, settings.Light)), func(t *testing.T, h *hall, name string) {
				seen := map[string]any{}
				for _, thing := range flat(h.window.Outline().Things) {
					if thing.State&reader.Focusable == 0 || thing.Role == reader.Heading {
						continue
					}
					if other, is := seen[thing.Name]; is {
						t.Errorf("%s: %v and %v are both called %q", name, other, thing.ID, thing.Name)
					}
					seen[thing.Name] = thing.ID
				}
			})
		})
	}
}

// flat are things and what is in them; no groups.
func flat(things []reader.Thing) (all []reader.Thing) {
	for _, thing := range things {
		if thing.Role == reader.Group {
			all = append(all, flat(thing.Inside)...)
		} else {
			all = append(all, thing)
		}
	}
	return all
}

// eachFocusable calls do for all that Tab comes to in what lies over the window, else
// in the window.
func (h *hall) eachFocusable(do func(fyne.Focusable)) {
	root := h.canvas().Overlays().Top()
	if root == nil {
		root = h.canvas().Content()
	}
	eachSeen(root, func(o fyne.CanvasObject) {
		focusable, ok := o.(fyne.Focusable)
		if disabled, can := o.(fyne.Disableable); ok && (!can || !disabled.Disabled()) {
			do(focusable)
		}
	})
}

// Tab comes to all that takes the keyboard, from first to last as one reads and back
// again, and each is on the screen and shows that it has the focus.
func TestTabGoesThroughEveryScene(t *testing.T) {
	onlyWhole(t)
	eachScene(t, with(showing(i18n.English, settings.Light)), func(t *testing.T, h *hall, name string) {
		h.size(smallestWidth, smallestHeight)
		want := 0
		h.eachFocusable(func(fyne.Focusable) { want++ })
		h.canvas().Unfocus()
		var order []fyne.Focusable
		for range want + 1 {
			h.canvas().FocusNext()
			now := h.canvas().Focused()
			if now == nil || len(order) > 0 && now == order[0] {
				break
			}
			order = append(order, now)
			object := now.(fyne.CanvasObject)
			at, size := piece.At(object), h.canvas().Size()
			if at.Y+object.Size().Height < 0 || at.Y > size.Height || at.X < -1 || at.X > size.Width {
				t.Errorf("%s: %q has the keyboard at %v, out of sight", name, piece.FocusKey(h.canvas()), at)
			}
		}
		if len(order) != want {
			t.Errorf("%s: Tab comes to %d of %d", name, len(order), want)
		}
		for i := len(order) - 1; i >= 0; i-- {
			h.canvas().FocusPrevious()
			if now := h.canvas().Focused(); now != order[i] {
				t.Errorf("%s: back before %q Tab comes to %q", name, order[i].(piece.Keyed).Key(), piece.FocusKey(h.canvas()))
				break
			}
		}
	})
}
