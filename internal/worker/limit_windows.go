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

// confine puts the process into a job object that limits its memory and lets it start
// no other.
func confine(p *os.Process, memory int64) (io.Closer, error) {
	handle, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	j := job{handle}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
				windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
			ActiveProcessLimit: 1,
		},
		ProcessMemoryLimit: uintptr(memory + sudden),
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

// processMemory is PROCESS_MEMORY_COUNTERS of Windows.
type processMemory struct {
	size, _          uint32 // the size of all this, page faults
	_, _, _, _, _, _ uintptr
	committed, _     uintptr // now, at most
}

var getProcessMemoryInfo = windows.NewLazySystemDLL("kernel32.dll").NewProc("K32GetProcessMemoryInfo")

// residentBytes is the memory that the system has promised to a process, which is
// what the job object counts, 0 where that cannot be read.
func residentBytes(pid int) int64 {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(process)
	memory := processMemory{}
	memory.size = uint32(unsafe.Sizeof(memory))
	done, _, _ := getProcessMemoryInfo.Call(uintptr(process), uintptr(unsafe.Pointer(&memory)), uintptr(memory.size))
	if done == 0 {
		return 0
	}
	return int64(memory.committed)
}
