package main

import (
	"context"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/prose"
	"example.org/dossier/internal/session"
)

// inspectCommand says what files are, and what there is to see on their pages: of
// loose ones, or of the documents of a dossier in the light of what it says of them.
func (a *app) inspectCommand() *cobra.Command {
	cmd := a.command("inspect FILE|DOSSIER... [--name NAME] [--kind KIND]", "help.inspect.")
	name := cmd.Flags().String("name", "", a.text("cli.flag.inspect-name"))
	kind := oneOf{words: kindWords()}
	cmd.Flags().Var(&kind, "kind", a.text("cli.flag.inspect-kind"))
	cmd.Args = a.arguments(1, anyNumber)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		i := inspection{app: a, about: intake.About{Candidate: nameOf(*name), Kind: document.Kind(kind.value)}}
		return i.run(cmd.Context(), args)
	}
	return cmd
}

// nameOf takes a whole name apart; where does not matter, since every part is looked
// for.
func nameOf(whole string) candidate.Name {
	words := strings.Fields(whole)
	if len(words) == 0 {
		return candidate.Name{}
	}
	last := len(words) - 1
	return candidate.Name{Given: strings.Join(words[:last], " "), Family: words[last]}
}

// inspection is one run of the command.
type inspection struct {
	*app
	about  intake.About // of loose files
	views  []inspectView
	faults []error
	done   int
}

func (i *inspection) run(ctx context.Context, args []string) error {
	i.views = []inspectView{}
	for _, arg := range args {
		err := i.argument(ctx, arg)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			i.refuse(inspectView{File: arg}, err)
		}
	}
	if i.json {
		if err := i.printJSON(map[string]any{"files": i.views}); err != nil {
			return err
		}
	}
	return i.partly(i.done, i.faults)
}

// refuse notes what cannot be inspected.
func (i *inspection) refuse(v inspectView, err error) {
	i.faults = append(i.faults, err)
	v.What, v.Do = i.Error(err)
	if known := message.Of(err); known != nil {
		v.Reason = known.ID
	}
	i.views = append(i.views, v)
}

// argument inspects a file, or all documents of a dossier.
func (i *inspection) argument(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() && session.IsDossier(path) {
		return i.open(path, true, func(s *session.Session) error { return i.dossier(ctx, s) })
	}
	engines, err := i.engines.Start(ctx)
	if err != nil {
		return err
	}
	file := pdf.File{Path: path}
	e, err := intake.Examine(ctx, file, engines, intake.Options{})
	if err != nil {
		return err
	}
	look, err := intake.LookAt(ctx, file, e, engines)
	if err != nil {
		return err
	}
	e.Findings = intake.Findings(e, look, i.about)
	i.tell(inspectView{File: path}, e, look, i.about)
	i.about.Others = append(i.about.Others, intake.Other{Name: e.Name, SHA256: e.SHA256, Look: look})
	return nil
}

// dossier inspects the documents of a dossier.
func (i *inspection) dossier(ctx context.Context, s *session.Session) error {
	for _, d := range s.Documents() {
		v := inspectView{File: d.Name, Document: d.ID}
		known, err := s.Look(ctx, d.ID)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			i.refuse(v, err)
			continue
		}
		i.tell(v, known.Examined, known.Look, intake.About{Candidate: s.Candidate().Name, Pages: d.Pages})
	}
	return nil
}

// tell prints what a file is, or keeps it for the JSON.
func (i *inspection) tell(v inspectView, e intake.Examined, look intake.Look, about intake.About) {
	i.done++
	if i.json {
		i.views = append(i.views, i.view(v, e, look, about))
		return
	}
	i.printFacts(strings.TrimSpace(v.Document+" "+e.Name), e, look, about)
	i.printTold(e.Findings)
}

// printFacts prints what the file of this name is, page by page.
func (i *inspection) printFacts(name string, e intake.Examined, look intake.Look, about intake.About) {
	i.say("cli.inspect.line", message.Args{
		"Name": name, "Kind": intake.FormatName(e.Kind), "Count": e.Pages, "Size": message.Bytes(e.Size),
	})
	fact := func(id string, args message.Args) { i.hanging(4, "", i.Text(message.New(id, args))) }
	if e.Facts.Producer != "" {
		fact("cli.inspect.producer", message.Args{"Producer": prose.Clean(e.Facts.Producer), "Version": e.Facts.Version})
	}
	for _, line := range pageLines(e, look) {
		fact(line.id, line.args())
	}
	if languages := look.Languages(nil); len(languages) > 0 {
		fact("cli.inspect.languages", message.Args{"Languages": languageNames(languages)})
	}
	for _, p := range look.Pages {
		dates := datesOn(p)
		args := message.Args{"Page": p.Number, "Dates": dates, "Count": len(dates)}
		switch {
		case len(dates) > mostDatesPrinted:
			args["Dates"], args["Shown"], args["Total"] = dates[:mostDatesPrinted], mostDatesPrinted, len(dates)
			fact("cli.inspect.dates-more", args)
		case len(dates) > 0:
			fact("cli.inspect.dates", args)
		}
	}
	if is, _ := look.NameOn(about.Candidate, about.Pages); is == prose.Untold && about.Candidate.Full() != "" {
		fact("cli.inspect.name-untold", message.Args{"Name": about.Candidate.Full()})
	}
}

// mostDatesPrinted are the dates that are printed of one page; --json has them all.
const mostDatesPrinted = 12

// languageNames are languages to be shown; the one that is not known is "another".
func languageNames(tags []string) message.List {
	var names message.List
	for _, tag := range tags {
		if tag == prose.Other {
			names = append(names, message.New("cli.inspect.language-other", nil))
			continue
		}
		names = append(names, message.Language(tag))
	}
	return names
}

// datesOn are the dates on a page, each once, to be shown.
func datesOn(p intake.PageLook) message.List {
	var list message.List
	for _, d := range p.Dates {
		var shown any = d.Text
		if d.Kind == prose.Day {
			shown = d.From
		}
		if !slices.Contains(list, shown) {
			list = append(list, shown)
		}
	}
	return list
}

// printTold prints the findings, warnings marked.
func (i *inspection) printTold(findings []intake.Finding) {
	told := false
	for _, f := range findings {
		mark := "· "
		if f.Severity == intake.Warning {
			mark = "! "
		}
		if strings.HasPrefix(f.ID, "dates-page") {
			continue // they stand among the facts
		}
		told = true
		i.hanging(4, mark, i.Text(f.Message))
	}
	if !told {
		i.hanging(4, "· ", i.text("cli.inspect.fine"))
	}
}

// pageLine is pages that have the same said of them.
type pageLine struct {
	id         string
	wide, high int // millimetres
	resolution int
	legibility intake.Legibility
	pages      string
	count      int
}

// pageIDs are the texts on a page by its text layer, of a scan and of any other.
var pageIDs = map[intake.Layer]struct{ scan, drawn string }{
	intake.LayerText:       {"cli.inspect.page.scan-text", "cli.inspect.page.text"},
	intake.LayerNone:       {"cli.inspect.page.scan", "cli.inspect.page.none"},
	intake.LayerUnreadable: {"cli.inspect.page.scan", "cli.inspect.page.unreadable"},
}

// legibilityIDs are the words for legibilities.
var legibilityIDs = map[intake.Legibility]string{
	intake.Good: "cli.inspect.legibility.good", intake.Poor: "cli.inspect.legibility.poor", intake.Illegible: "cli.inspect.legibility.not-legible",
}

func (l pageLine) args() message.Args {
	args := message.Args{"Pages": l.pages, "Count": l.count, "Wide": l.wide, "High": l.high}
	if l.legibility != intake.NotScanned {
		args["Resolution"] = l.resolution
		args["Legibility"] = message.New(legibilityIDs[l.legibility], nil)
	}
	return args
}

// pageLines say what the pages are, those that are alike in one line.
func pageLines(e intake.Examined, look intake.Look) []pageLine {
	var lines []pageLine
	pages := map[pageLine][]int{}
	for n, size := range e.Facts.Pages {
		line := pageLine{id: "cli.inspect.page.unseen", wide: millimetres(size.Width), high: millimetres(size.Height)}
		if n < len(look.Pages) {
			line = line.seen(look.Pages[n])
		}
		if pages[line] == nil {
			lines = append(lines, line)
		}
		pages[line] = append(pages[line], n+1)
	}
	for at, line := range lines {
		lines[at].pages, lines[at].count = intake.Ranges(pages[line]), len(pages[line])
	}
	return lines
}

// seen is the line of a page that was looked at.
func (l pageLine) seen(p intake.PageLook) pageLine {
	switch {
	case p.Blank:
		l.id = "cli.inspect.page.blank"
	case p.Scan && p.Legibility != intake.NotScanned:
		l.id, l.resolution, l.legibility = pageIDs[p.Layer].scan, p.Resolution, p.Legibility
	default:
		l.id = pageIDs[p.Layer].drawn
	}
	return l
}

// millimetres converts points.
func millimetres(points float64) int { return int(math.Round(points / 72 * 25.4)) }

// inspectView is a file in "inspect --json": its facts, or what is wrong.
type inspectView struct {
	File     string `json:"file"`
	Document string `json:"document,omitzero"`
	Usable   bool   `json:"usable"`
	*inspectFacts
	Reason string `json:"reason,omitzero"`
	What   string `json:"what,omitzero"`
	Do     string `json:"do,omitzero"`
}

// inspectFacts are what is known of a usable file.
type inspectFacts struct {
	Kind        string           `json:"kind"`
	Size        int64            `json:"size"`
	SHA256      string           `json:"sha256"`
	Pages       int              `json:"pages"`
	Engine      string           `json:"engine"`
	Producer    string           `json:"producer"`
	Version     string           `json:"version"`
	Password    string           `json:"password"` // none, owner, used
	Damaged     bool             `json:"damaged"`
	Signed      bool             `json:"signed"`
	Form        bool             `json:"form"`
	Scripts     bool             `json:"scripts"`
	Attachments bool             `json:"attachments"`
	Notes       bool             `json:"notes"`
	Layers      bool             `json:"layers"`
	Looked      int              `json:"looked"` // pages
	Whole       bool             `json:"whole"`
	Languages   []string         `json:"languages"`
	Name        *nameView        `json:"name"`
	PageList    []pageView       `json:"pageList"`
	Findings    []inspectFinding `json:"findings"`
}

type nameView struct {
	Asked string `json:"asked"`
	Is    string `json:"is"`
	Pages []int  `json:"pages"`
}

type pageView struct {
	Page       int        `json:"page"`
	Width      float64    `json:"width"` // points, as shown
	Height     float64    `json:"height"`
	Rotation   int        `json:"rotation"`
	Looked     bool       `json:"looked"`
	Blank      bool       `json:"blank"`
	Scan       bool       `json:"scan"`
	Resolution int        `json:"resolution,omitzero"`
	Legibility string     `json:"legibility,omitzero"`
	Text       string     `json:"text,omitzero"`
	Characters int        `json:"characters"`
	Languages  []string   `json:"languages"`
	Dates      []dateView `json:"dates"`
}

type dateView struct {
	Text string     `json:"text"`
	Kind string     `json:"kind"`
	From civil.Date `json:"from,omitzero"`
	To   civil.Date `json:"to,omitzero"`
}

type inspectFinding struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Page     int    `json:"page,omitzero"`
	Pages    []int  `json:"pages,omitzero"`
	Text     string `json:"text"`
}

// view is the JSON of a usable file.
func (i *inspection) view(v inspectView, e intake.Examined, look intake.Look, about intake.About) inspectView {
	v.Usable = true
	f := e.Facts
	v.inspectFacts = &inspectFacts{
		Kind: string(e.Kind), Size: e.Size, SHA256: e.SHA256, Pages: e.Pages, Engine: string(f.Engine), Producer: prose.Clean(f.Producer),
		Version: f.Version, Password: passwordState(f), Damaged: f.Damaged, Signed: f.Signed, Form: f.Form, Scripts: f.Scripts,
		Attachments: f.Attachments, Notes: f.Notes, Layers: f.Layers, Looked: len(look.Pages), Whole: look.Whole,
		Languages: listed(look.Languages(about.Pages)), PageList: pageViews(e, look), Findings: []inspectFinding{},
	}
	if name := about.Candidate; name.Full() != "" {
		is, pages := look.NameOn(name, about.Pages)
		v.Name = &nameView{name.Full(), string(is), listed(pages)}
	}
	for _, f := range e.Findings {
		v.Findings = append(v.Findings, inspectFinding{f.ID, string(f.Severity), f.Page, f.Pages, i.Text(f.Message)})
	}
	return v
}

// passwordState says how far a file is protected.
func passwordState(f pdf.Facts) string {
	switch {
	case f.OwnerLocked:
		return "owner"
	case f.Encrypted:
		return "used"
	}
	return "none"
}

// listed is a list that is written as [] where it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func pageViews(e intake.Examined, look intake.Look) []pageView {
	views := []pageView{}
	for n, p := range e.Facts.Pages {
		v := pageView{Page: n + 1, Width: rounded(p.Width), Height: rounded(p.Height), Rotation: p.Rotation, Languages: []string{}, Dates: []dateView{}}
		if n < len(look.Pages) {
			v = v.seen(look.Pages[n])
		}
		views = append(views, v)
	}
	return views
}

func (v pageView) seen(p intake.PageLook) pageView {
	v.Looked, v.Blank, v.Scan, v.Resolution, v.Legibility = true, p.Blank, p.Scan, p.Resolution, string(p.Legibility)
	v.Text, v.Characters, v.Languages = string(p.Layer), p.Characters, listed(p.Languages())
	for _, d := range p.Dates {
		v.Dates = append(v.Dates, dateView{d.Text, string(d.Kind), d.From, d.To})
	}
	return v
}

// rounded is a size to a tenth of a point.
func rounded(points float64) float64 { return math.Round(points*10) / 10 }
