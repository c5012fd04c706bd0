package choose

import (
	"os/exec"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

func launch(path string) error {
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}

// reveal writes the command line itself: Explorer wants the path alone in
// quotation marks, which no path of Windows holds.
func reveal(path string) error {
	folder, err := windows.GetSystemWindowsDirectory()
	if err != nil {
		return err
	}
	command := exec.Command(filepath.Join(folder, "explorer.exe"))
	command.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := command.Start(); err != nil {
		return err
	}
	return command.Process.Release() // Explorer's exit status says nothing
}
