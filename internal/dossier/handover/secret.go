package handover

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"syscall"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/message"
)

// ageMagic is how a file sealed by age begins.
const ageMagic = "age-encryption.org/v1\n"

// workFactor is the power of two by which scrypt works on a passphrase: a second
// and 256 MiB. It is also the most that a file from outside may ask for.
const workFactor = 18

// typed is a passphrase as most keyboards type it: the same accent is composed on
// some systems, and not on others.
func typed(passphrase string) string { return norm.NFC.String(passphrase) }

// seal returns a writer whose bytes reach w sealed with the passphrase, complete
// when it is closed. work is the power of two, at most workFactor.
func seal(w io.Writer, passphrase string, work int) (io.WriteCloser, error) {
	recipient, err := age.NewScryptRecipient(typed(passphrase))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	recipient.SetWorkFactor(work)
	return age.Encrypt(w, recipient)
}

// unseal opens size bytes that seal has written: the bytes behind the seal, and
// how many there are.
func unseal(path string, r io.ReaderAt, size int64, passphrase string) (io.ReaderAt, int64, error) {
	if passphrase == "" {
		return nil, 0, message.Bad("handover-sealed", message.Args{"File": path}, nil)
	}
	identity, err := age.NewScryptIdentity(typed(passphrase))
	if err != nil {
		return nil, 0, fmt.Errorf("unseal: %w", err)
	}
	identity.SetMaxWorkFactor(workFactor)
	plain, length, err := age.DecryptReaderAt(r, size, lock{path, identity})
	if _, isWrong := errors.AsType[*age.NoIdentityMatchError](err); isWrong {
		return nil, 0, message.Bad("handover-wrong-passphrase", message.Args{"File": path}, err)
	}
	if err != nil {
		return nil, 0, unreadable(path, err)
	}
	return plain, length, nil
}

// lock opens nothing but what one passphrase of a bearable cost has sealed.
type lock struct {
	path     string
	identity *age.ScryptIdentity
}

// Unwrap implements age.Identity.
func (l lock) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if len(stanzas) != 1 || stanzas[0].Type != "scrypt" {
		return nil, message.Bad("handover-other-key", message.Args{"File": l.path}, nil)
	}
	if args := stanzas[0].Args; len(args) == 2 {
		if work, err := strconv.Atoi(args[1]); err != nil || work > workFactor {
			return nil, message.Bad("handover-too-hard", message.Args{"File": l.path}, err)
		}
	}
	return l.identity.Unwrap(stanzas)
}

// isSystems reports whether an error is the system's: about a disk, not about
// what is on it.
func isSystems(err error) bool {
	if _, isPath := errors.AsType[*fs.PathError](err); isPath {
		return true
	}
	_, isNumber := errors.AsType[syscall.Errno](err)
	return isNumber
}
