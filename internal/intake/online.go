package intake

import (
	"errors"
	"runtime"
	"syscall"
)

// cloudErrors are Windows' answers for a file that an online drive was to bring and
// did not (winerror.h: ERROR_CLOUD_FILE_…), from the first to the last of each row.
var cloudErrors = [][2]syscall.Errno{{358, 398}, {404, 404}, {426, 426}, {434, 434}}

// isOnline reports whether a file could not be read because it lies in an online
// drive and is not on this computer.
func isOnline(err error) bool { return isOnlineOn(runtime.GOOS, err) }

func isOnlineOn(system string, err error) bool {
	code, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return false
	}
	switch system {
	case "windows":
		for _, row := range cloudErrors {
			if code >= row[0] && code <= row[1] {
				return true
			}
		}
	case "darwin":
		return code == 11 // EDEADLK, where iCloud cannot be asked
	}
	return false
}
