package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

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
	file, err := open(path, o.As)
	if err != nil {
		return content{}, err
	}
	defer file.Close() // read only: nothing is lost when closing fails

	if info, err := file.Stat(); err == nil && info.Size() > o.Size {
		return content{}, tooLarge(o.As, info.Size(), o.Size)
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return content{}, fmt.Errorf("reading the first bytes: %w", err)
	}
	head = head[:n]
	if n == 0 {
		return content{}, message.Bad("file-empty", message.Args{"File": o.As}, nil)
	}
	digest := sha256.New()
	digest.Write(head)
	rest, err := io.Copy(digest, io.LimitReader(interruptible{ctx, file}, o.Size-int64(n)+1))
	if err != nil {
		return content{}, fmt.Errorf("reading to its end: %w", err)
	}
	size := int64(n) + rest
	if size > o.Size { // it grew meanwhile
		return content{}, tooLarge(o.As, size, o.Size)
	}
	return content{head: head, size: size, sha256: hex.EncodeToString(digest.Sum(nil))}, nil
}

// open opens an ordinary file, or a link to one. What the path names is looked
// at before and after opening, and the opening itself does not wait, so that a
// pipe that nobody writes to never blocks, even one put there in between.
func open(path, as string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, refusal(as, err)
	}
	if err := ordinary(as, info); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, refusal(as, err)
	}
	info, err = file.Stat()
	if err == nil {
		err = ordinary(as, info)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// ordinary refuses what is there but holds no bytes of its own.
func ordinary(as string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return message.Bad("folder-given", message.Args{"File": as}, nil)
	case !info.Mode().IsRegular():
		return message.Bad("file-is-special", message.Args{"File": as}, nil)
	}
	return nil
}

// refusal names the file in the errors that a system gives for a path.
func refusal(as string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ELOOP): // links that only lead to each other
		return message.Bad("file-missing", message.Args{"File": as}, err)
	case errors.Is(err, fs.ErrPermission):
		return message.Unfinished("permission", message.Args{"File": as}, err)
	}
	return fmt.Errorf("opening: %w", err)
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
