package intake

import (
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/prose"
)

// These checks are of what was seen on the pages; where nobody has looked they find
// nothing.

// Ranges writes page numbers shortly: 1–3, 7.
func Ranges(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		last := i
		for last+1 < len(pages) && pages[last+1] == pages[last]+1 {
			last++
		}
		part := strconv.Itoa(pages[i])
		switch {
		case last == i+1:
			parts = append(parts, part)
			part = strconv.Itoa(pages[last])
		case last > i:
			part += "–" + strconv.Itoa(pages[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

// numbers are those of the pages that count and are so.
func (s subject) numbers(so func(PageLook) bool) []int {
	var numbers []int
	for _, p := range s.look.pages(s.about.Pages) {
		if so(p) {
			numbers = append(numbers, p.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

func isBlank(p PageLook) bool { return p.Blank }

// wholeBlank: there is nothing on any page.
func wholeBlank(s subject) ([]int, message.Args, bool) {
	pages := s.numbers(isBlank)
	return nil, nil, s.look.Whole && len(pages) > 0 && len(s.numbers(func(p PageLook) bool { return !p.Blank })) == 0
}

func blankPages(s subject) ([]int, message.Args, bool) {
	if _, _, whole := wholeBlank(s); whole {
		return nil, nil, false
	}
	pages := s.numbers(isBlank)
	return pages, message.Args{"Count": len(pages), "Pages": Ranges(pages)}, len(pages) > 0
}

func lookedNone(s subject) ([]int, message.Args, bool) {
	return nil, nil, s.look.Why != nil && len(s.look.Pages) == 0
}

func lookedPartly(s subject) ([]int, message.Args, bool) {
	seen := len(s.look.Pages)
	return nil, message.Args{"Looked": seen, "Total": s.Examined.Pages}, seen > 0 && seen < s.Examined.Pages
}

// base is the language of a tag without its region.
func base(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language
}

// official reports whether a language is one that every vacancy takes documents in
// as they are.
func official(tag string) bool { return tag == "en" || tag == "fr" }

// languageDiffers: its owner says one language, and the text is in another. A
// language that the text cannot be known to be in is left to its owner.
func languageDiffers(s subject) ([]int, message.Args, bool) {
	said := base(s.about.Lang)
	if said == "" || !prose.Knows(said) {
		return nil, nil, false
	}
	found := s.languages
	if len(found) != 1 || found[0] == said || found[0] == prose.Other {
		return nil, nil, false
	}
	return nil, message.Args{"Said": message.Language(s.about.Lang), "Language": message.Language(found[0])}, true
}

// unsaid is what the text is in, where its owner has not said it and is asked.
func (s subject) unsaid() []string {
	if s.about.Lang != "" || !s.about.Asked {
		return nil
	}
	return s.languages
}

func languageSeems(s subject) ([]int, message.Args, bool) {
	found := s.unsaid()
	if len(found) != 1 || found[0] == prose.Other {
		return nil, nil, false
	}
	return nil, message.Args{"Language": message.Language(found[0])}, true
}

// languageOther: neither English nor French, whatever it is; also where one of these
// two was said.
func languageOther(s subject) ([]int, message.Args, bool) {
	if s.about.Lang != "" && !official(base(s.about.Lang)) || s.about.Lang == "" && !s.about.Asked {
		return nil, nil, false
	}
	return nil, nil, slices.Equal(s.languages, []string{prose.Other})
}

func languageMixed(s subject) ([]int, message.Args, bool) {
	found := s.unsaid()
	if len(found) < 2 || slices.Contains(found, prose.Other) {
		return nil, nil, false
	}
	var list message.List
	for _, tag := range found {
		list = append(list, message.Language(tag))
	}
	return nil, message.Args{"Languages": list}, true
}

// dateOn is a date with its page.
type dateOn struct {
	prose.Date
	page int
}

// value is the date as it is shown: a day in the reader's language, anything else as
// it is written.
func (d dateOn) value() any {
	if d.Kind == prose.Day {
		return d.From
	}
	return d.Text
}

// dates are those on the pages that count, each once; the birthday is none of a
// study.
func (s subject) dates() []dateOn {
	var all []dateOn
	known := map[string]bool{}
	for _, p := range s.look.pages(s.about.Pages) {
		for _, d := range p.Dates {
			key := d.From.String() + d.To.String()
			if d.Kind == prose.Unsure {
				key = d.Text
			}
			if known[key] || d.Kind == prose.Day && d.From == s.about.Born.Date {
				continue
			}
			known[key] = true
			all = append(all, dateOn{d, p.Number})
		}
	}
	return all
}

// mostShown are the dates that one sentence names.
const mostShown = 6

// datesNone: the notice wants dates on a proof of studies, and its text has none.
func datesNone(s subject) ([]int, message.Args, bool) {
	if s.about.Kind != document.ProofOfStudies || !s.look.searchable(s.about.Pages) {
		return nil, nil, false
	}
	return nil, nil, len(s.dates()) == 0
}

// onPages are the pages of dates, each once.
func onPages(dates []dateOn) []int {
	var pages []int
	for _, d := range dates {
		pages = append(pages, d.page)
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}

// datesFound tells the dates, where they are on one page or on several, and as many as
// are named or more.
func (s subject) datesFound(onePage, more bool) ([]int, message.Args, bool) {
	if s.about.Kind != document.ProofOfStudies {
		return nil, nil, false
	}
	dates := s.dates()
	pages := onPages(dates)
	if len(dates) == 0 || (len(pages) == 1) != onePage || (len(dates) > mostShown) != more {
		return nil, nil, false
	}
	args := message.Args{"Count": len(dates)}
	if onePage {
		args["Page"] = pages[0]
	}
	if more {
		args["Shown"], args["Total"] = mostShown, len(dates)
	}
	var list message.List
	for _, d := range dates[:min(len(dates), mostShown)] {
		if onePage {
			list = append(list, d.value())
			continue
		}
		list = append(list, message.New("intake.date-on-page", message.Args{"Date": d.value(), "Page": d.page}))
	}
	args["Dates"] = list
	return pages, args, true
}

func datesOnOnePage(s subject) ([]int, message.Args, bool)     { return s.datesFound(true, false) }
func datesOnOnePageMore(s subject) ([]int, message.Args, bool) { return s.datesFound(true, true) }
func datesOnPages(s subject) ([]int, message.Args, bool)       { return s.datesFound(false, false) }
func datesOnPagesMore(s subject) ([]int, message.Args, bool)   { return s.datesFound(false, true) }

// nameIs finds the candidate's name so far.
func (s subject) nameIs(is prose.Presence) ([]int, message.Args, bool) {
	args := message.Args{"Name": s.about.Candidate.Full(), "Pages": Ranges(s.named), "Count": len(s.named)}
	return s.named, args, s.name == is
}

func nameFound(s subject) ([]int, message.Args, bool)  { return s.nameIs(prose.Found) }
func namePartly(s subject) ([]int, message.Args, bool) { return s.nameIs(prose.Partly) }
func nameAbsent(s subject) ([]int, message.Args, bool) { return s.nameIs(prose.Absent) }

// overlap reports whether two choices of pages have one in common; nil chooses all.
func overlap(a, b []int) bool {
	return a == nil || b == nil || slices.ContainsFunc(a, func(page int) bool { return slices.Contains(b, page) })
}

// sameFile: another document has the very same bytes, and pages in common.
func sameFile(s subject) ([]int, message.Args, bool) {
	for _, o := range s.about.Others {
		if o.SHA256 == s.SHA256 && overlap(s.about.Pages, o.Pages) {
			return nil, message.Args{"File": o.Name}, true
		}
	}
	return nil, nil, false
}

// looksSame: another document shows the same on its pages.
func looksSame(s subject) ([]int, message.Args, bool) {
	for _, o := range s.about.Others {
		if o.SHA256 != s.SHA256 && s.look.SameAs(o.Look, s.about.Pages, o.Pages) {
			return nil, message.Args{"File": o.Name}, true
		}
	}
	return nil, nil, false
}
