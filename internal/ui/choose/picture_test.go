package choose

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui/look"
)

// The dialogs as they look; PICTURES=folder keeps the pictures.
func TestPictures(t *testing.T) {
	for _, test := range []struct {
		name  string
		lang  i18n.Lang
		mode  look.Mode
		scale float32
		size  fyne.Size
		ask   func(c *Chooser, r *reply)
		keys  []fyne.KeyName
	}{
		{"files-en-light", i18n.English, look.Light, 1, fyne.NewSize(1280, 800), askFiles, []fyne.KeyName{fyne.KeyEnd, fyne.KeySpace, fyne.KeyUp, fyne.KeySpace}},
		{"files-fr-dark", i18n.French, look.Dark, 1, fyne.NewSize(1024, 640), askFiles, []fyne.KeyName{fyne.KeyDown}},
		{"files-fr-double", i18n.French, look.Light, 2, fyne.NewSize(1280, 800), askFiles, []fyne.KeyName{fyne.KeyEnd}},
		{"files-en-double-small", i18n.English, look.Dark, 2, fyne.NewSize(1024, 640), askFiles, nil},
		{"folder-fr-light", i18n.French, look.Light, 1, fyne.NewSize(1024, 640), askFolder, []fyne.KeyName{fyne.KeyDown}},
		{"save-en-dark", i18n.English, look.Dark, 1, fyne.NewSize(1280, 800), askSave, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t, test.mode, test.scale, test.size)
			c := s.chooser(test.lang, desk(t))
			test.ask(c, &reply{})
			a := s.asker(c)
			s.keys(a.files, test.keys...)
			s.picture(test.name)
			if at, size := a.body.Position(), a.body.Size(); size.Width > test.size.Width || size.Height > test.size.Height {
				t.Errorf("the dialog is %v at %v, in a window of %v", size, at, test.size)
			}
		})
	}
}

func TestPictureOfWhatWentWrong(t *testing.T) {
	s := newStage(t, look.Light, 1, fyne.NewSize(1024, 640))
	c := s.chooser(i18n.French, desk(t))
	askFiles(c, &reply{})
	a := s.asker(c)
	a.path.SetText("/nulle/part/du/tout")
	a.goTyped()
	s.idle(a)
	s.picture("wrong-fr-light")
	a.makeFolder()
	s.picture("new-folder-fr-light")
	c.confirmReplacing("/x/Dossier.pdf", func(bool) {})
	s.picture("replace-fr-light")
}

func askFiles(c *Chooser, r *reply)  { c.OpenFiles("Add documents · Ajouter", "", r.take) }
func askFolder(c *Chooser, r *reply) { c.OpenFolder("Open a folder · Ouvrir", "", r.takeOne) }
func askSave(c *Chooser, r *reply) {
	c.SaveFile("Save · Enregistrer", "Bundle Lefèvre.pdf", "", r.takeOne)
}
