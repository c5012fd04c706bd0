package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Diagnosis is a finding with what became of it.
type Diagnosis struct {
	dossier.Finding
	Mended bool
	Err    error // why it could not be mended; nil: it was, or nobody tried
}

// Doctor looks through the dossier in the folder, which nobody needs to be able
// to open: its folders and rights, dossier.json and its history, every document,
// pack and bundle. repair mends what can be mended, and needs that no other
// program has the dossier. A user's bytes are moved aside, never deleted.
func (h House) Doctor(ctx context.Context, path string, repair bool) ([]Diagnosis, error) {
	patient, err := dossier.Attend(path, h.options(!repair))
	if err != nil {
		return nil, err
	}
	found, present, err := patient.Findings(ctx)
	if err == nil {
		found = append(found, h.packs(patient, present)...)
		var bundles []dossier.Finding
		bundles, err = bundlesOf(ctx, patient)
		sent := sentBundles(ctx, patient, present)
		found = append(append(found, without(bundles, sent)...), sent...)
	}
	if err != nil {
		return nil, errors.Join(err, patient.Close())
	}
	diagnoses := make([]Diagnosis, 0, len(found))
	for _, f := range found {
		d := Diagnosis{Finding: f}
		if repair && f.Mend != nil {
			d.Err = f.Mend(ctx)
			d.Mended = d.Err == nil
		}
		diagnoses = append(diagnoses, d)
	}
	return diagnoses, patient.Close()
}

// packs finds vacancies that the dossier keeps and cannot be read, and
// applications whose vacancy is nowhere to be found.
func (h House) packs(p *dossier.Patient, present *dossier.Dossier) []dossier.Finding {
	var found []dossier.Finding
	kept := map[string]bool{}
	entries, _ := os.ReadDir(p.Path(packsFolder)) // a missing folder is a finding of its own
	for _, e := range entries {
		id, isPack := strings.CutSuffix(e.Name(), ".yaml")
		if !isPack || durable.IsTemp(e.Name()) {
			continue
		}
		file := packsFolder + "/" + e.Name()
		data, err := durable.ReadFile(p.Path(file), dossier.PackLimit)
		if err == nil {
			_, err = decodeHeld(e.Name(), data)
		}
		id, _, _ = strings.Cut(id, "_") // another version of the same vacancy
		if err == nil {
			kept[id] = true
			continue
		}
		f := dossier.Finding{ID: "pack-damaged", File: file, Cause: err}
		if _, _, err := h.Library.byID(id); err == nil {
			f.Mend = p.SettingAside(file) // the library's counts then
		}
		found = append(found, f)
	}
	if present == nil {
		return found
	}
	for _, a := range present.Applications {
		if _, _, err := h.Library.byID(a.Vacancy); err != nil && !kept[a.Vacancy] {
			found = append(found, dossier.Finding{
				ID: "vacancy-gone", File: packsFolder + "/" + a.Vacancy + ".yaml", Args: message.Args{"Vacancy": a.Vacancy},
			})
		}
	}
	return found
}

// The folders of a dossier whose files mean something to this room.
const packsFolder, bundlesFolder = "vacancies", "bundles"

// bundlesOf holds every bundle against its record.
func bundlesOf(ctx context.Context, p *dossier.Patient) ([]dossier.Finding, error) {
	entries, err := os.ReadDir(p.Path(bundlesFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var found []dossier.Finding
	for _, e := range entries {
		file := bundlesFolder + "/" + e.Name()
		var id string
		switch {
		case durable.IsTemp(e.Name()):
			continue
		case strings.HasSuffix(file, bundle.RecordPath(".pdf")):
			id, err = recordFault(p.Path(file))
		case strings.EqualFold(filepath.Ext(file), ".pdf"):
			id, err = bundleFault(ctx, p.Path(file))
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if id != "" {
			found = append(found, dossier.Finding{ID: id, File: file, Cause: err, Note: id == "bundle-unrecorded"})
		}
	}
	return found, nil
}

// sentBundles finds the bundles that applications were sent with and that are gone,
// or are others now, whatever their records say.
func sentBundles(ctx context.Context, p *dossier.Patient, present *dossier.Dossier) []dossier.Finding {
	if present == nil {
		return nil
	}
	var found []dossier.Finding
	for _, a := range present.Applications {
		for _, sent := range a.Submitted.Sent() {
			f := dossier.Finding{File: bundlesFolder + "/" + sent.Bundle, Args: message.Args{"Vacancy": a.Vacancy}}
			var digest string
			info, err := os.Stat(p.Path(f.File))
			if err == nil {
				digest, err = durable.Digest(ctx, p.Path(f.File), info.Size())
			}
			switch {
			case errors.Is(err, fs.ErrNotExist):
				f.ID = "sent-missing"
			case err != nil || digest != sent.SHA256:
				f.ID, f.Cause = "sent-changed", err
			default:
				continue
			}
			found = append(found, f)
		}
	}
	return found
}

// without leaves out what the findings about the same bundles say better.
func without(bundles, sent []dossier.Finding) []dossier.Finding {
	return slices.DeleteFunc(bundles, func(f dossier.Finding) bool {
		return slices.ContainsFunc(sent, func(s dossier.Finding) bool {
			return f.File == s.File || f.File == bundle.RecordPath(s.File) && f.ID == "bundle-missing"
		})
	})
}

// recordFault names what is wrong with a bundle's record; "": nothing.
func recordFault(path string) (id string, cause error) {
	if _, err := bundle.ReadRecord(path); err != nil {
		return "record-damaged", err
	}
	if _, err := os.Stat(strings.TrimSuffix(path, filepath.Ext(path))); err != nil {
		return "bundle-missing", nil
	}
	return "", nil
}

// bundleFault names what is wrong with a bundle; "": nothing, or nothing that its
// record does not show.
func bundleFault(ctx context.Context, path string) (id string, cause error) {
	info, err := os.Stat(path)
	if err != nil {
		return "bundle-changed", err
	}
	r, err := bundle.ReadRecord(bundle.RecordPath(path))
	switch {
	case errors.Is(err, fs.ErrNotExist) && isPaper(filepath.Base(path)):
		return "", nil
	case errors.Is(err, fs.ErrNotExist):
		return "bundle-unrecorded", nil
	case err != nil:
		return "", nil
	}
	if digest, err := durable.Digest(ctx, path, info.Size()); err != nil || digest != r.SHA256 {
		return "bundle-changed", err
	}
	return "", nil
}
