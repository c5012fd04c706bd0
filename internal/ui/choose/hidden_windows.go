package choose

import (
	"io/fs"
	"strings"
	"syscall"
)

// isHidden goes by the file's attribute, and by the dot of files that came from
// other systems.
func isHidden(info fs.FileInfo, name string) bool {
	data, ok := info.Sys().(*syscall.Win32FileAttributeData)
	return ok && data.FileAttributes&syscall.FILE_ATTRIBUTE_HIDDEN != 0 || strings.HasPrefix(name, ".")
}
