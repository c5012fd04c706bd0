package bundle

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/dossier/internal/dossier"
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
	Disk      durable.Disk
	// Vacancy, Name and Made go into the record: the pack's id, what the candidate
	// calls the bundle, and the time of the making. All may be zero.
	Vacancy, Name string
	Made          time.Time
}

// Preview plans the bundle that Make would make of the order, and writes nothing.
// Sources that cannot be used are refused as there; with none left the error
// joins why.
func Preview(ctx context.Context, e Engines, loc *i18n.Localizer, o Order, tell func(Progress)) (Plan, []Refused, error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	surveyed, refused, err := Survey(ctx, e, o.Sources, tell)
	if err == nil && len(surveyed) == 0 {
		err = nothingLeft(refused)
	}
	if err != nil {
		return Plan{}, refused, err
	}
	plan, err := NewPlan(loc, o.Cover, surveyed, o.Options)
	return plan, refused, err
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
		made, err := build(ctx, e, plan, o, tell)
		bad, good := blamed(err, surveyed)
		if len(bad) == 0 {
			made.Refused = refused
			return made, pdf.Explain(err)
		}
		for _, s := range bad {
			refused = append(refused, Refused{s.Source, named(err, s.Source)})
		}
		surveyed = good
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

// blamed parts the sources whose file made the build fail from the others:
// several may share one file. None is bad where no file is to blame.
func blamed(err error, surveyed []Surveyed) (bad, good []Surveyed) {
	path := ""
	if fault, ok := errors.AsType[*pdf.Error](err); ok {
		path = fault.Path
	} else if fault, ok := errors.AsType[*changedError](err); ok {
		path = fault.path
	}
	for _, s := range surveyed {
		if path != "" && s.reads(path) {
			bad = append(bad, s)
		} else {
			good = append(good, s)
		}
	}
	return bad, good
}

// changedError says that a file is not the one any more that was planned.
type changedError struct{ path string }

func (e *changedError) Error() string {
	return "changed since it was looked at: " + filepath.Base(e.path)
}

// checkOutput refuses an output that would destroy something, before any work.
func (o Order) checkOutput() error {
	if err := dossier.CheckOutput(o.Output); err != nil {
		return err
	}
	if o.Record && !o.Overwrite {
		if _, err := os.Lstat(RecordPath(o.Output)); err == nil {
			return message.Bad("file-exists", message.Args{"File": RecordPath(o.Output)}, nil)
		}
	}
	info, err := os.Stat(o.Output)
	if err != nil {
		return o.checkName() // free, or what is wrong will show when it is written
	}
	if info.IsDir() {
		return message.Bad("folder-given", message.Args{"File": o.Output}, nil)
	}
	for _, s := range flat(o.Sources) {
		if source, err := os.Stat(s.Path); err == nil && os.SameFile(info, source) {
			return message.Bad("output-is-input", message.Args{"File": o.Output}, nil)
		}
	}
	if !o.Overwrite {
		return message.Bad("file-exists", message.Args{"File": o.Output}, nil)
	}
	return o.checkName()
}

// checkName refuses an output whose name is not a PDF's: whatever stands there
// is something else.
func (o Order) checkName() error {
	if strings.EqualFold(filepath.Ext(o.Output), ".pdf") {
		return nil
	}
	return message.Bad("output-not-pdf", message.Args{"File": o.Output}, nil)
}

// build carries a plan out: assembled beside the output, verified, published.
func build(ctx context.Context, e Engines, plan Plan, o Order, tell func(Progress)) (Result, error) {
	temp, err := tempBeside(o.Disk, o.Output)
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = o.Disk.Remove(temp) }() // gone already when it was published
	job, err := plan.assembly(temp)
	if err != nil {
		return Result{}, err
	}
	of := plan.files()
	job.Progress = func(source int) { tell(Progress{Assembling, of[source].document, len(plan.Documents)}) }
	made, err := e.Assemble(ctx, job)
	if err != nil {
		return Result{}, err
	}
	if err := plan.matches(made); err != nil {
		return Result{}, err
	}
	tell(Progress{Verifying, len(plan.Documents), len(plan.Documents)})
	// Assemble has just held every doubtful page of this very file against its
	// source by picture; the digests tell that it still draws the same.
	if err := e.Verify(ctx, temp, made, nil); err != nil {
		return Result{}, err
	}
	result := Result{Path: o.Output, Plan: plan, Outcome: made, Warnings: warnings(plan, made, o.Options)}
	if !o.Record {
		return result, o.place(temp, result.Path)
	}
	result.Record = RecordPath(o.Output)
	return result, publish(temp, result, o)
}

// matches reports where what was made is not what was planned: a file that
// has changed meanwhile, or another number of pages.
func (p *Plan) matches(made pdf.Outcome) error {
	for i, f := range p.files() {
		if i < len(made.Sources) && made.Sources[i].SHA256 != f.SHA256 {
			return message.Bad("document-changed", message.Args{"File": f.Name}, &changedError{f.file.Path})
		}
	}
	if len(made.Pages) != p.Pages {
		return message.Unfinished("bundle-not-as-planned", message.Args{"Pages": len(made.Pages), "Planned": p.Pages}, nil)
	}
	return nil
}

// publish gives the finished file at temp its name, and the record its own
// beside it. The record is on the disk before either has a name, so that a full
// disk leaves neither.
func publish(temp string, r Result, o Order) error {
	record, err := tempRecord(r, o)
	if err != nil {
		return err
	}
	defer func() { _ = o.Disk.Remove(record) }() // gone already when it was published
	if err := o.place(temp, r.Path); err != nil {
		return err
	}
	err = o.place(record, r.Record)
	if err != nil && !o.Overwrite {
		err = errors.Join(err, o.Disk.Remove(r.Path)) // the one just published: no other was there
	}
	return err
}

// place gives a finished file its name. Where that fails nothing new stands
// there, unless it has taken the place of an older file.
func (o Order) place(temp, final string) error {
	err := o.Disk.Publish(temp, final, o.Overwrite)
	if err == nil || o.Overwrite {
		return err
	}
	if _, waits := os.Lstat(temp); errors.Is(waits, fs.ErrNotExist) { // all but the last flush was done
		err = errors.Join(err, o.Disk.Remove(final))
	}
	return err
}

// tempBeside returns a free name in the output's folder, and so on its disk,
// after trying that a file can be made there.
func tempBeside(disk durable.Disk, output string) (string, error) {
	f, err := disk.CreateTemp(output)
	if err != nil {
		return "", err
	}
	return f.Name(), errors.Join(f.Close(), disk.Remove(f.Name()))
}
