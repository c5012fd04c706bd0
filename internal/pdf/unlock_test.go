package pdf

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

// encryptedAs is a PDF of one page, 200 x 100, with this content, encrypted as a
// revision of the standard says.
func encryptedAs(t *testing.T, revision int, user, owner, content string) []byte {
	t.Helper()
	id := []byte("0123456789abcdef")
	dict, encrypted := encryptedOld(revision, []byte(user), []byte(owner), id, []byte(content))
	if revision >= 5 {
		dict, encrypted = encryptedNew(t, revision, []byte(user), []byte(owner), []byte(content))
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 100]>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(encrypted), encrypted),
		"<</Filter/Standard" + dict + ">>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 6\n%strailer\n<</Size 6/Root 1 0 R/Encrypt 5 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n", table, id, id, at)
	return b.Bytes()
}

// encryptedOld encrypts with RC4 (algorithms 2 to 5).
func encryptedOld(revision int, user, owner, id, content []byte) (dict string, encrypted []byte) {
	l := lock{revision: revision, length: 16, permissions: -4}
	last := 19
	if revision == 2 {
		l.length, last = 5, 0
	}
	l.o = crypted(l.stretched(padded(owner), md5.Size)[:l.length], padded(user), 0, last)
	seed := append(append(padded(user), l.o...), 0xFC, 0xFF, 0xFF, 0xFF)
	key := l.stretched(append(seed, id...), l.length)
	l.u = crypted(key, []byte(lockPadding), 0, 0)
	if revision > 2 {
		sum := md5.Sum(append([]byte(lockPadding), id...))
		l.u = append(crypted(key, sum[:], 0, 19), make([]byte, 16)...)
	}
	own := md5.Sum(append(slices.Clone(key), 4, 0, 0, 0, 0)) // object 4, generation 0
	dict = fmt.Sprintf("/V %d/R %d/Length %d/P -4/O<%X>/U<%X>", min(revision-1, 2), revision, 8*l.length, l.o, l.u)
	return dict, crypted(own[:min(l.length+5, 16)], content, 0, 0)
}

// encryptedNew encrypts with AES-256 (algorithms 8 to 10).
func encryptedNew(t *testing.T, revision int, user, owner, content []byte) (dict string, encrypted []byte) {
	t.Helper()
	l := lock{revision: revision}
	key := []byte("ThirtyTwoBytesAreTheKeyOfTheFile")
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	check, keep := []byte("(salt)\r\\"), []byte("saltsalt")
	u := slices.Concat(l.hash(user, check, nil), check, keep)
	o := slices.Concat(l.hash(owner, check, u), check, keep)
	perms := binary.LittleEndian.AppendUint32(nil, 0xFFFFFFFC)
	perms = append(perms, 0xFF, 0xFF, 0xFF, 0xFF, 'T', 'a', 'd', 'b', 1, 2, 3, 4)
	block.Encrypt(perms, perms)
	dict = fmt.Sprintf("/V 5/R %d/Length 256/P -4/O%s/U%s/OE%s/UE%s/Perms<%X>/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF",
		revision, literal(o), literal(u), literal(wrapped(l.hash(owner, keep, u), key)), literal(wrapped(l.hash(user, keep, nil), key)), perms)
	pad := aes.BlockSize - len(content)%aes.BlockSize
	text := append(slices.Clone(content), bytes.Repeat([]byte{byte(pad)}, pad)...)
	iv := []byte("sixteen bytes iv")
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(text, text)
	return dict, append(iv, text...)
}

// shows reports whether the file ends in a verified document that shows its
// content, a black field at the lower left.
func shows(t *testing.T, e *Engines, data []byte, password string) error {
	t.Helper()
	path, out := filepath.Join(t.TempDir(), "a.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	sources := []Source{{File: File{Path: path, Password: password}}}
	made, err := e.Assemble(context.Background(), Assembly{Sources: sources, Plain: true, Digest: true, Output: out})
	if err != nil {
		return err
	}
	if made.Sources[0].SHA256 != fingerprint(data) {
		t.Error("the digest is not the file's") // a bundle would call the file changed
	}
	if err := e.Verify(context.Background(), out, made, sources); err != nil {
		return err
	}
	for _, f := range []File{{Path: out}, sources[0].File} {
		shot, err := e.Render(context.Background(), f, 0, 72)
		if err != nil {
			return err
		}
		if shot.RGBAAt(20, 80).R > 100 || shot.RGBAAt(150, 80).R < 200 {
			t.Errorf("%s shows something else", filepath.Base(f.Path))
		}
	}
	return nil
}

func TestPasswordsOfEveryRevision(t *testing.T) {
	e := New(Options{CacheDir: pdftest.CacheDir()})
	defer e.Close()
	const content = "0 g 0 0 50 50 re f"
	tests := []struct {
		name, user, owner, given string
		opens                    bool
	}{
		{"the user's", "secret", "owner", "secret", true},
		{"the owner's", "secret", "owner", "owner", true},
		{"an empty owner's", "secret", "", "", true},
		{"an empty user's", "", "owner", "", true},
		{"none", "secret", "owner", "", false},
		{"a wrong one", "secret", "owner", "Secret", false},
		{"one with a space", "open sesame", "owner", "open sesame", true},
		{"one longer than its padding", "0123456789012345678901234567890123456789", "owner", "0123456789012345678901234567890123456789", true},
	}
	for _, revision := range []int{2, 3, 5, 6} {
		for _, test := range tests {
			t.Run(fmt.Sprintf("%s, revision %d", test.name, revision), func(t *testing.T) {
				err := shows(t, e, encryptedAs(t, revision, test.user, test.owner, content), test.given)
				if opens := err == nil; opens != test.opens || err != nil && ReasonOf(err) != Locked {
					t.Errorf("opens is %v: %v", opens, err)
				}
			})
		}
	}
	t.Run("accents as older programs write them", func(t *testing.T) {
		for _, written := range []string{"\xe9t\xe9", "été", "e\u0301te\u0301"} {
			if err := shows(t, e, encryptedAs(t, 3, written, "owner", content), "été"); written != "e\u0301te\u0301" && err != nil {
				t.Errorf("%q: %v", written, err)
			}
		}
	})
	t.Run("accents as typed on another system", func(t *testing.T) {
		if err := shows(t, e, encryptedAs(t, 6, "été", "owner", content), "e\u0301te\u0301"); err != nil {
			t.Error(err)
		}
	})
}

// A file with nothing but its encryption is no reason to read elsewhere.
func TestBrokenLocks(t *testing.T) {
	for _, data := range []string{
		"/Standard", "<</Filter/Standard>>", "<</Filter/Standard/R 6/O()/U()>>", "<</Filter/Standard/R 3/Length 99999/O(a)/U(b)>>",
		"<</Filter/Standard/R 3/Length -8/O(a)/U(b)>>", "<</Filter/Standard/R 2/O 1 0 R/U 2 0 R>>", "<</O(<</Filter/Standard", "/ID", "/ID[", "/ID[(",
	} {
		if _, _, ok := unlocked([]byte(data), ""); ok {
			t.Errorf("%s opens", data)
		}
		_ = identifiers([]byte(data))
	}
}
