package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	_ "unsafe" // for the link to PDFium's module

	"github.com/tetratelabs/wazero"
)

// PDFium's module takes wazero 75 ms to check, function by function, whenever it starts,
// although none of them is compiled again. So the compiled form is kept for a hollow
// module: one that has all that PDFium's has, types, memory, tables and data, but for the
// code, and the digest of PDFium's own instead. It was made of the whole module, checked,
// by the program that compiled it; the cache's seal vouches for it as ever. Every function
// of a hollow module ends with a fault, also the one that each instance begins with: where
// wazero does not find what was compiled, nothing is ever drawn by it.

// pdfiumModule is PDFium as go-pdfium has it, which shows it to nobody; nil where another
// version has it elsewhere: then it is started as go-pdfium does.
//
//go:linkname pdfiumModule github.com/klippa-app/go-pdfium/webassembly.pdfiumWasm
var pdfiumModule []byte

// hollowName is the file that names the compiled form that is kept for the hollow module.
const hollowName = "hollow"

var errNotHollow = errors.New("no compiled form is kept for a hollow module")

// Of a module's binary form (WebAssembly 2.0, 5.5).
const (
	moduleHead    = 8
	customSection = 0
	codeSection   = 10
)

// noBody is the code of a function that does nothing but end with a fault: its length, no
// variables, unreachable, end.
var noBody = []byte{3, 0, 0x00, 0x0b}

// hollow is the module without its functions' code; false where it is none.
func hollow(module []byte) (out []byte, ok bool) {
	if len(module) < moduleHead {
		return nil, false
	}
	out = append(out, module[:moduleHead]...)
	done := false
	for rest := module[moduleHead:]; len(rest) > 0; {
		length, n := binary.Uvarint(rest[1:])
		if n <= 0 || length > uint64(len(rest)-1-n) {
			return nil, false
		}
		whole, body := rest[:1+n+int(length)], rest[1+n:][:length]
		rest = rest[len(whole):]
		if whole[0] != codeSection {
			out = append(out, whole...)
			continue
		}
		functions, n := binary.Uvarint(body)
		if n <= 0 || functions > length {
			return nil, false
		}
		out = section(out, codeSection, binary.AppendUvarint(nil, functions), slices.Repeat(noBody, int(functions)))
		done = true
	}
	is := sha256.Sum256(module)
	return section(out, customSection, []byte{byte(len("of"))}, []byte("of"), is[:]), done
}

// section appends a section of a module.
func section(to []byte, id byte, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(binary.AppendUvarint(append(to, id), uint64(len(body))), body...)
}

// launchHollow starts PDFium from what is kept in the folder for the hollow module, and
// sees that it does.
func launchHollow(folder string, memory int64) (*pdfiumEngine, error) {
	name, err := os.ReadFile(filepath.Join(folder, hollowName))
	if err != nil {
		return nil, errNotHollow
	}
	names, err := kept(folder)
	if err != nil || !slices.Equal(names, []string{filepath.FromSlash(string(name))}) {
		return nil, errors.Join(errNotHollow, err)
	}
	module, ok := hollow(pdfiumModule)
	if !ok {
		return nil, errNotHollow
	}
	e, err := launchPDFium(folder, memory, module)
	if err != nil {
		return nil, err
	}
	if err := e.do(context.Background(), func(*instance) error { return nil }); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// keepHollow keeps what was compiled into the folder for the hollow module. Where that
// cannot be done, PDFium starts as before.
func keepHollow(folder string) error {
	names, err := kept(folder)
	if err != nil || len(names) != 1 {
		return err // nothing was kept, or it is for several processors
	}
	name, err := hollowKey(folder)
	if err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(folder, names[0]), filepath.Join(folder, name)); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, hollowName), []byte(filepath.ToSlash(name)), 0o600)
}

// hollowKey is the name under which wazero looks for the hollow module's compiled form.
// It is found by having that compiled, which is nothing to speak of.
func hollowKey(folder string) (name string, err error) {
	module, ok := hollow(pdfiumModule)
	if !ok {
		return "", errNotHollow
	}
	aside, err := os.MkdirTemp(folder, hollowName+"-")
	if err != nil {
		return "", err
	}
	defer removeCache(aside)
	cache, err := wazero.NewCompilationCacheWithDir(aside)
	if err != nil {
		return "", err
	}
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, pdfiumConfig().WithCompilationCache(cache))
	_, err = runtime.CompileModule(ctx, module)
	if err := errors.Join(err, runtime.Close(ctx), cache.Close(ctx)); err != nil {
		return "", err
	}
	names, err := kept(aside)
	if err != nil || len(names) != 1 {
		return "", errors.Join(errNotHollow, err)
	}
	return names[0], nil
}

// removeCache removes a folder of wazero's cache, as far as it can.
func removeCache(folder string) {
	names, _ := kept(folder)
	below, _ := filepath.Glob(filepath.Join(folder, oldPrefix+"*"))
	for _, name := range names {
		_ = os.Remove(filepath.Join(folder, name))
	}
	for _, path := range append(below, folder) {
		_ = os.Remove(path) // what is left goes when the cache is sealed anew
	}
}
