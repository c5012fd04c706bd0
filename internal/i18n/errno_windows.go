package i18n

import "golang.org/x/sys/windows"

// What the system calls the causes in system.go.
var (
	diskFull    = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_FILE_TOO_LARGE}
	readOnly    = []error{windows.ERROR_WRITE_PROTECT}
	diskFailing = []error{windows.ERROR_CRC, windows.ERROR_IO_DEVICE, windows.ERROR_NOT_READY}
	inUse       = []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION}
	nameRefused = []error{windows.ERROR_FILENAME_EXCED_RANGE, windows.ERROR_INVALID_NAME}
	linkLoop    = []error{windows.ERROR_CANT_RESOLVE_FILENAME}
	isFolder    = []error{windows.ERROR_DIRECTORY_NOT_SUPPORTED}
	notFolder   = []error{windows.ERROR_DIRECTORY}
)
