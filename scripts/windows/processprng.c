/* Go programs ask bcryptprimitives.dll for random bytes when they start; older
 * Wine has no such DLL. This one stands in for it where tests run under Wine,
 * and is never given to anybody. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
	while (size > 0) {
		ULONG part = size < 0x40000000 ? (ULONG)size : 0x40000000;
		if (!SystemFunction036(data, part))
			return FALSE;
		data += part;
		size -= part;
	}
	return TRUE;
}
