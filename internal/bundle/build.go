package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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
	// Incomplete lets a bundle be replaced by one that lacks a document of it.
	Incomplete bool
	Record     bool // write Output + ".json" beside it
	Digest     bool // take the SHA-256 of what is made and of its sources, as a Record does
	Disk       durable.Disk
	// Vacancy, Name and Made go into the record: the pack's id, what the candidate
	// calls the bundle, and the time of the making. All may be zero.
	Vacancy, Name string
	Made          time.Time
	// Proposal is what Propose answered to this very order, to be followed; nil: it is
	// asked again.
	Proposal *Proposal
}

// Make makes a bundle. Sources that cannot be used are left out and named in
// Result.Refused; with none left there is no bundle, and the error joins why. Whatever
// fails, nothing stands at Output that was not there before. A bundle in parts stands
// at PartPath: all of them are whole and verified before the first has its name.
func Make(ctx context.Context, e Engines, loc *i18n.Localizer, o Order, tell func(Progress)) (Result, error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	if err := o.checkOutput(o.Output); err != nil {
		return Result{}, err
	}
	e.WarmBeside()
	proposal, err := o.proposal(ctx, e, loc, tell)
	p := proposing{engines: e, loc: loc, order: o, tell: tell}
	for err == nil {
		var made Result
		made, err = build(ctx, e, proposal, o, tell)
		bad, good := blamed(err, proposal.surveyed)
		over, isOver := errors.AsType[*overError](err)
		switch {
		case isOver:
			err = p.tighten(over)
		case len(bad) > 0:
			proposal.Refused, err = append(proposal.Refused, blame(err, bad)...), nil
		default:
			return made, pdf.Explain(err)
		}
		if err == nil {
			proposal, err = p.propose(ctx, good, proposal.Refused)
		}
	}
	return Result{}, err
}

// digested reports whether anything hangs on digests: that a file is the one that was
// taken in, what is written or told of it, or which pieces of documents belong together.
func (o Order) digested() bool {
	known := slices.ContainsFunc(flat(o.Sources), func(s Source) bool { return s.SHA256 != "" })
	return known || o.Record || o.Digest || o.Options.MaxSize > 0
}

// is reports whether a source that was assembled is the file that was planned.
func (f PlannedFile) is(made pdf.SourceOutcome) bool {
	if f.mark != "" {
		return made.Mark == f.mark
	}
	return made.SHA256 == f.SHA256
}

// digested reports whether files are known by their digests, not by marks.
func (p *Plan) digested() bool {
	return !slices.ContainsFunc(p.files(), func(f sourced) bool { return f.mark != "" })
}

func (p Proposal) digested() bool {
	return !slices.ContainsFunc(p.Parts, func(part Plan) bool { return !part.digested() })
}

// proposal is what is to be made of the order.
func (o Order) proposal(ctx context.Context, e Engines, loc *i18n.Localizer, tell func(Progress)) (Proposal, error) {
	if o.Proposal != nil && (o.Proposal.digested() || !o.digested()) {
		return *o.Proposal, nil
	}
	return Propose(ctx, e, loc, o, tell)
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
	} else if fault, ok := errors.AsType[*fs.PathError](err); ok {
		path = fault.Path // gone, or not to be read any more; the output is none of them
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

// overError says that what was made of a plan is larger than it may be, in bytes.
type overError struct {
	plan Plan
	by   int64
}

func (e *overError) Error() string { return fmt.Sprintf("%d bytes too large", e.by) }

// checkOutput refuses a path that would destroy something, before it is written.
func (o Order) checkOutput(path string) error {
	if err := dossier.CheckOutput(path); err != nil {
		return err
	}
	if o.Record && !o.Overwrite {
		if _, err := os.Lstat(RecordPath(path)); err == nil {
			return message.Bad("file-exists", message.Args{"File": RecordPath(path)}, nil)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return checkName(path) // free, or what is wrong will show when it is written
	}
	if info.IsDir() {
		return message.Bad("folder-given", message.Args{"File": path}, nil)
	}
	for _, s := range flat(o.Sources) {
		if source, err := os.Stat(s.Path); err == nil && os.SameFile(info, source) {
			return message.Bad("output-is-input", message.Args{"File": path}, nil)
		}
	}
	if !o.Overwrite {
		return message.Bad("file-exists", message.Args{"File": path}, nil)
	}
	return checkName(path)
}

// checkName refuses an output whose name is not a PDF's: whatever stands there
// is something else.
func checkName(path string) error {
	if strings.EqualFold(filepath.Ext(path), ".pdf") {
		return nil
	}
	return message.Bad("output-not-pdf", message.Args{"File": path}, nil)
}

// build carries a proposal out: every part assembled beside its output, all of them
// verified, then published.
func build(ctx context.Context, e Engines, proposal Proposal, o Order, tell func(Progress)) (Result, error) {
	b := building{ctx: ctx, engines: e, order: o, tell: tell}
	for _, plan := range proposal.Parts {
		b.documents += len(plan.Documents)
	}
	defer b.clear()
	for _, plan := range proposal.Parts {
		if err := o.keepsFuller(o.pathOf(plan), proposal.Refused); err != nil {
			return Result{}, err
		}
	}
	for _, plan := range proposal.Parts {
		if err := b.assemble(plan); err != nil {
			return Result{}, err
		}
	}
	tell(Progress{Verifying, b.documents, b.documents})
	for _, f := range b.files {
		// Assemble has just held every doubtful page of this very file against its
		// source by picture; the digests tell that it still draws the same.
		if err := e.Verify(ctx, f.temp, f.Outcome, nil); err != nil {
			return Result{}, err
		}
	}
	if err := b.publish(); err != nil {
		return Result{}, err
	}
	result := Result{Refused: proposal.Refused, Warnings: b.warnings(), disk: o.Disk}
	for _, f := range b.files {
		result.Parts = append(result.Parts, f.File)
	}
	result.File = result.Parts[0]
	return result, nil
}

// building is a bundle on its way, part by part.
type building struct {
	ctx              context.Context
	engines          Engines
	order            Order
	tell             func(Progress)
	files            []unnamed
	documents, begun int // of all parts
}

// unnamed is a finished file that has not its name yet.
type unnamed struct {
	File
	temp, record string // where it and its record stand; "" for no record
}

// clear removes what has not got its name.
func (b *building) clear() {
	for _, f := range b.files {
		for _, path := range []string{f.temp, f.record} {
			if path != "" {
				_ = b.order.Disk.Remove(path) // gone already where it was published
			}
		}
	}
}

// pathOf is where the bundle of a plan goes.
func (o Order) pathOf(plan Plan) string {
	if plan.Parts > 0 {
		return PartPath(o.Output, plan.Part)
	}
	return o.Output
}

// assemble makes the file of a plan, under a name that is not its own.
func (b *building) assemble(plan Plan) error {
	f := unnamed{File: File{Path: b.order.pathOf(plan), Plan: plan}}
	if plan.Parts > 0 {
		if err := b.order.checkOutput(f.Path); err != nil {
			return err
		}
	}
	var err error
	if f.temp, err = tempBeside(b.order.Disk, f.Path); err != nil {
		return err
	}
	b.files = append(b.files, f)
	job, err := plan.assembly(f.temp)
	if err != nil {
		return err
	}
	job.Digest = plan.digested()
	of := plan.files()
	job.Progress = func(source int) { b.tell(Progress{Assembling, b.begun + of[source].document, b.documents}) }
	made, err := b.engines.Assemble(b.ctx, job)
	if err != nil {
		return err
	}
	b.begun += len(plan.Documents)
	b.files[len(b.files)-1].Outcome = made
	if err := plan.matches(made); err != nil {
		return err
	}
	if plan.MaxSize > 0 && made.Size > plan.MaxSize {
		return &overError{plan, made.Size - plan.MaxSize}
	}
	return nil
}

// warnings are those of all parts, each once.
func (b *building) warnings() []message.Message {
	var all []message.Message
	for _, f := range b.files {
		for _, m := range warnings(f.Plan, f.Outcome, b.order.Options) {
			if !slices.ContainsFunc(all, func(other message.Message) bool { return reflect.DeepEqual(other, m) }) {
				all = append(all, m)
			}
		}
	}
	return append(all, shrinkWarnings(b.files, b.order.Options)...)
}

// matches reports where what was made is not what was planned: a file that
// has changed meanwhile, or another number of pages.
func (p *Plan) matches(made pdf.Outcome) error {
	for i, f := range p.files() {
		if i < len(made.Sources) && !f.is(made.Sources[i]) {
			return message.Bad("document-changed", message.Args{"File": f.Name}, &changedError{f.file.Path})
		}
	}
	if len(made.Pages) != p.Pages {
		return message.Unfinished("bundle-not-as-planned", message.Args{"Pages": len(made.Pages), "Planned": p.Pages}, nil)
	}
	return nil
}

// publish gives all finished files their names, and each its record beside it. All
// records are on the disk before anything has a name, so that a full disk leaves
// nothing. Where it fails, what has a name already goes again, but for what has
// taken the place of an older file.
func (b *building) publish() (err error) {
	var named []string
	defer func() {
		if err == nil || b.order.Overwrite {
			return
		}
		for _, path := range named {
			err = errors.Join(err, b.order.Disk.Remove(path))
		}
	}()
	if b.order.Record {
		for i := range b.files {
			f := &b.files[i]
			f.Record = RecordPath(f.Path)
			if f.record, err = tempRecord(f.File, b.order); err != nil {
				return err
			}
		}
	}
	for _, f := range b.files {
		for _, each := range [][2]string{{f.temp, f.Path}, {f.record, f.Record}} {
			if each[0] == "" {
				continue
			}
			if err := b.order.place(each[0], each[1]); err != nil {
				return err
			}
			named = append(named, each[1])
		}
	}
	return nil
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
