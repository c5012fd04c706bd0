//go:build !windows

package choose

import (
	"io/fs"
	"strings"
)

func isHidden(_ fs.FileInfo, name string) bool { return strings.HasPrefix(name, ".") }
