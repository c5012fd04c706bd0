package pdf

import (
	"context"
	"io/fs"
)

// glance is Inspect of a PDF that nothing speaks against, most often: of a hundred
// megabytes of scans it reads what stands around the pictures, where they lie. It
// is false where the file has to be looked at as a whole.
func (e *Engines) glance(ctx context.Context, f File) (facts Facts, ok bool) {
	file, info, err := e.open(f.Path)
	if err != nil {
		return Facts{}, false
	}
	defer file.Close()
	done, err := mapped(file, info.Size(), func(data []byte, _ func()) error {
		l := &loaded{file: f, data: data, kind: Sniff(data)}
		if err := e.plain(ctx, l); err != nil {
			return err
		}
		facts = l.facts()
		e.mark(&facts, l)
		return nil
	})
	return facts, done && err == nil
}

// mark adds a file's mark to its facts where it is asked for.
func (e *Engines) mark(facts *Facts, l *loaded) {
	if l.file.Marked {
		facts.Mark = e.markOf(l)
	}
}

// markOf is a file's mark.
func (e *Engines) markOf(l *loaded) string {
	if l.sum != "" {
		return l.sum // its bytes are not those that were read
	}
	return e.recall.ofFile(l.data)
}

// plain settles on pdfcpu's parse of a file whose bytes may change; an error where
// there is any doubt.
func (e *Engines) plain(ctx context.Context, l *loaded) error {
	if l.kind != PDF {
		return errNotReadable
	}
	doc, err := parse(ctx, inMemory(l.data), l.file.Password, e.limits)
	if err != nil {
		return err
	}
	if doc.doubt != "" || doc.ctx.E != nil || misled(l.data) != "" || mentionsEncryption(l.data) {
		return errNotReadable
	}
	l.use(doc, ByPdfcpu)
	return e.checkPages(l)
}

// open opens a file, having held its size against the limit.
func (e *Engines) open(path string) (ReadFile, fs.FileInfo, error) {
	file, err := e.files.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = e.limits.checkFile(path, info)
	}
	if err != nil {
		_ = file.Close() // err says more
		return nil, nil, err
	}
	return file, info, nil
}
