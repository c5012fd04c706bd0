package bundle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// Order is everything that a bundle is made of.
type Order struct {
	Cover     Cover
	Sources   []Source
	Options   Options
	Output    string
	Overwrite bool // replace Output if it is there
	Record    bool // write Output + ".json" beside it
}

// Make makes a bundle. Sources that cannot be used are left out and named in
// Result.Refused; with none left there is no bundle, and the error joins why.
// Whatever fails, nothing stands at Output that was not there before.
func Make(ctx context.Context, e Engines, loc *i18n.Localizer, o Order, tell func(Progress)) (Result, error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	if err := o.checkOutput(); err != nil {
		return Result{}, err
	}
	surveyed, refused, err := Survey(ctx, e, o.Sources, tell)
	if err != nil {
		return Result{}, err
	}
	for {
		if len(surveyed) == 0 {
			return Result{}, nothingLeft(refused)
		}
		plan, err := NewPlan(loc, o.Cover, surveyed, o.Options)
		if err != nil {
			return Result{}, err
		}
		made, err := Build(ctx, e, plan, o, tell)
		bad := blamed(err, surveyed)
		if bad == nil {
			made.Refused = refused
			return made, err
		}
		refused = append(refused, Refused{bad.Source, named(err, bad.Source)})
		surveyed = without(surveyed, bad.Path)
	}
}

// nothingLeft joins why no source could be used.
func nothingLeft(refused []Refused) error {
	if len(refused) == 0 {
		return message.Bad("bundle-empty", nil, nil)
	}
	var all []error
	for _, r := range refused {
		all = append(all, r.Err)
	}
	return errors.Join(all...)
}

// blamed returns the source that made the build fail, nil where none did.
func blamed(err error, surveyed []Surveyed) *Surveyed {
	fault, ok := errors.AsType[*pdf.Error](err)
	if !ok {
		return nil
	}
	for i := range surveyed {
		if surveyed[i].Path == fault.Path {
			return &surveyed[i]
		}
	}
	return nil
}

// checkOutput refuses an output that would destroy something, before any work.
func (o Order) checkOutput() error {
	info, err := os.Stat(o.Output)
	if err != nil {
		return nil // free, or what is wrong will show when it is written
	}
	if info.IsDir() {
		return message.Bad("folder-given", message.Args{"File": o.Output}, nil)
	}
	for _, s := range o.Sources {
		if source, err := os.Stat(s.Path); err == nil && os.SameFile(info, source) {
			return message.Bad("output-is-input", message.Args{"File": o.Output}, nil)
		}
	}
	if !o.Overwrite {
		return message.Bad("file-exists", message.Args{"File": o.Output}, nil)
	}
	return nil
}

// Build carries a plan out: assembled beside the output, verified, published.
func Build(ctx context.Context, e Engines, plan Plan, o Order, tell func(Progress)) (Result, error) {
	temp, err := tempBeside(o.Output)
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = os.Remove(temp) }() // gone already when it was published
	job, err := plan.assembly(temp)
	if err != nil {
		return Result{}, err
	}
	job.Progress = func(source int) { tell(Progress{Assembling, source, len(plan.Documents)}) }
	made, err := e.Assemble(ctx, job)
	if err != nil {
		return Result{}, err
	}
	tell(Progress{Verifying, len(plan.Documents), len(plan.Documents)})
	if err := e.Verify(ctx, temp, made, job.Sources); err != nil {
		return Result{}, err
	}
	if len(made.Pages) != plan.Pages {
		return Result{}, message.Unfinished("bundle-not-as-planned", message.Args{"Pages": len(made.Pages), "Planned": plan.Pages}, nil)
	}
	if err := durable.Publish(temp, o.Output, o.Overwrite); err != nil {
		return Result{}, err
	}
	result := Result{Path: o.Output, Plan: plan, Outcome: made, Warnings: warnings(plan, made, o.Options)}
	if !o.Record {
		return result, nil
	}
	result.Record = RecordPath(o.Output)
	return result, writeRecord(result)
}

// tempBeside returns a free name in the output's folder, and so on its disk,
// after trying that a file can be made there.
func tempBeside(output string) (string, error) {
	f, err := durable.CreateTemp(output)
	if err != nil {
		return "", err
	}
	return f.Name(), errors.Join(f.Close(), os.Remove(f.Name()))
}

// record is what is kept beside a bundle: enough to check it years later.
type record struct {
	Format  int          `json:"format"`
	File    string       `json:"file"`
	SHA256  string       `json:"sha256"`
	Size    int64        `json:"size"`
	Plan    Plan         `json:"plan"`
	PageMap []recordPage `json:"pageMap"`
}

// recordPage tells where a page of the bundle came from, and what it draws.
type recordPage struct {
	Document string     `json:"document,omitzero"` // SHA-256 of its file; empty for front pages
	Number   int        `json:"number,omitzero"`   // in its file, the first is 1
	By       pdf.Engine `json:"by"`
	Draws    string     `json:"draws,omitzero"`
}

// writeRecord writes the bundle's record beside it.
func writeRecord(r Result) error {
	rec := record{
		Format: 1, File: filepath.Base(r.Path), SHA256: r.Outcome.SHA256, Size: r.Outcome.Size, Plan: r.Plan,
	}
	for _, c := range r.Outcome.Pages {
		page := recordPage{By: c.By, Draws: c.Drawn}
		if c.Source >= 0 {
			page.Document, page.Number = r.Outcome.Sources[c.Source].SHA256, c.Page+1
		}
		rec.PageMap = append(rec.PageMap, page)
	}
	data, err := json.Marshal(rec, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("record of %s: %w", filepath.Base(r.Path), err)
	}
	return durable.WriteFile(RecordPath(r.Path), append(data, '\n'), 0o600)
}

// RecordPath is where the record of a bundle stands.
func RecordPath(bundle string) string { return bundle + ".json" }
