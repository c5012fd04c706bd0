package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// content is what one pass over a file's bytes gives.
type content struct {
	head   []byte // the first headSize bytes, or all
	size   int64
	sha256 string
}

// read passes once over the file's bytes; o is complete.
func read(ctx context.Context, path string, o Options) (content, error) {
	file, err := durable.OpenRegular(path, o.Size)
	if err != nil {
		return content{}, refusal(o.As, err)
	}
	defer file.Close() // read only: nothing is lost when closing fails

	head := make([]byte, headSize)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return content{}, unread(o.As, "its first bytes", err)
	}
	head = head[:n]
	if n == 0 {
		return content{}, message.Bad("file-empty", message.Args{"File": o.As}, nil)
	}
	digest := sha256.New()
	digest.Write(head)
	rest, err := io.Copy(digest, io.LimitReader(interruptible{ctx, file}, o.Size-int64(n)+1))
	if err != nil {
		return content{}, unread(o.As, "to its end", err)
	}
	size := int64(n) + rest
	if size > o.Size { // it grew meanwhile
		return content{}, tooLarge(o.As, size, o.Size)
	}
	return content{head: head, size: size, sha256: hex.EncodeToString(digest.Sum(nil))}, nil
}

// refusal names the file, in the errors that a system gives for a path too.
func refusal(as string, err error) error {
	own := message.Of(err)
	switch {
	case own != nil:
		return own.About(as)
	case isOnline(err):
		return message.Bad("file-is-online", message.Args{"File": as}, err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ELOOP): // links that only lead to each other
		return message.Bad("file-missing", message.Args{"File": as}, err)
	case errors.Is(err, fs.ErrPermission):
		return message.Unfinished("permission", message.Args{"File": as}, err)
	}
	return fmt.Errorf("opening: %w", err)
}

// unread says why a file that was opened could not be read so far.
func unread(as, far string, err error) error {
	if isOnline(err) {
		return refusal(as, err)
	}
	return fmt.Errorf("reading %s: %w", far, err)
}

func tooLarge(as string, size, limit int64) error {
	return message.Bad("file-too-large", message.Args{
		"File": as, "Size": message.Bytes(size), "Limit": message.Bytes(limit),
	}, nil)
}

// interruptible is a reader that stops when its context ends.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
