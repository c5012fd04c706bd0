package worker

import (
	"io"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// job is a job object: Windows ends its processes when the last handle to it
// closes, so also when the parent dies.
type job struct{ handle windows.Handle }

func (j job) Close() error { return windows.CloseHandle(j.handle) }

// confine puts the process into a job object that limits its memory.
func confine(p *os.Process, memory int64) (io.Closer, error) {
	handle, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	j := job{handle}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
				windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
		},
		ProcessMemoryLimit: uintptr(memory),
	}
	_, err = windows.SetInformationJobObject(handle, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err != nil {
		return nil, closing(j, err)
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err != nil {
		return nil, closing(j, err)
	}
	defer windows.CloseHandle(process)
	if err := windows.AssignProcessToJobObject(handle, process); err != nil {
		return nil, closing(j, err)
	}
	return j, nil
}

func closing(j job, err error) error {
	_ = j.Close() // err says more
	return err
}

// residentBytes is not watched on Windows: the job object limits memory.
func residentBytes(int) int64 { return 0 }
