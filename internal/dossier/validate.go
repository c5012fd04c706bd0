package dossier

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
)

var (
	// A document's file name never leads out of its folder.
	documentFile = regexp.MustCompile(`^[0-9a-f]{64}\.[a-z0-9]{1,8}$`)
	// An id is a file name on every system, and a part of a field's name.
	plainID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)
)

// Validate reports the first value that no program may have written.
func (d Dossier) Validate() error { return d.validate(fileName) }

func (d Dossier) validate(name string) error {
	if err := d.Candidate.Validate(); err != nil {
		if message.Of(err) != nil {
			return err
		}
		return badValue(name, "candidate", err)
	}
	if field, err := impossible(d.Documents); field != "" {
		return badValue(name, field, err)
	}
	seen := map[string]bool{}
	for i, a := range d.Applications {
		if !plainID.MatchString(a.Vacancy) || seen[a.Vacancy] {
			return badValue(name, fmt.Sprintf("applications.%d.vacancy", i), nil)
		}
		seen[a.Vacancy] = true
		if field := a.Submitted.impossible(a.Vacancy); field != "" {
			return badValue(name, fmt.Sprintf("applications.%d.submitted.%s", i, field), nil)
		}
		if !a.choosesPages() {
			return badValue(name, fmt.Sprintf("applications.%d.pages", i), nil)
		}
		if !a.choosesBundles() {
			return badValue(name, fmt.Sprintf("applications.%d.bundles", i), nil)
		}
	}
	return nil
}

// impossible names the first field of a list of documents that no program may
// have written.
func impossible(documents []Document) (field string, cause error) {
	seen := map[string]bool{}
	for i, e := range documents {
		if field := e.impossible(); field != "" {
			return fmt.Sprintf("documents.%d.%s", i, field), nil
		}
		if seen[e.ID] {
			return fmt.Sprintf("documents.%d.id", i), errors.New("given twice")
		}
		seen[e.ID] = true
	}
	return "", nil
}

// choosesPages reports whether the application's pages can be choices of pages.
func (a Application) choosesPages() bool {
	for _, pages := range a.Pages {
		if !areChosen(pages) {
			return false
		}
	}
	return true
}

// impossible names the first field that no program may have written.
func (e Document) impossible() string {
	switch {
	case !plainID.MatchString(e.ID):
		return "id"
	case !documentFile.MatchString(e.File):
		return "file"
	case !slices.Contains(document.Kinds(), e.Kind):
		return "kind"
	case !areChosen(e.Pages):
		return "pages"
	case e.PageCount < 0:
		return "pageCount"
	case !e.treatsPages():
		return "treatments"
	case e.Backs != nil && !plainID.MatchString(e.Backs.Of):
		return "backs"
	}
	return ""
}

// areChosen reports whether pages can be a choice of pages: each once, the first
// is 1.
func areChosen(pages []int) bool {
	seen := make(map[int]bool, len(pages))
	for _, page := range pages {
		if page < 1 || seen[page] {
			return false
		}
		seen[page] = true
	}
	return true
}
