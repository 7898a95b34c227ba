"""Take from a process the right to make sockets, for good: a filter of system calls (seccomp), on Linux.

This is a second lock behind `vetting`. Elsewhere the limit of open files has to do, see `confinement`.
"""

import ctypes
import errno
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2

# The number of socket(2); the tables of the kernel for 64 bits: arch/x86/entry/syscalls, asm-generic/unistd.h.
_SOCKET: Final = {"x86_64": 41, "aarch64": 198, "riscv64": 198}

# Instructions of BPF (linux/bpf_common.h, linux/seccomp.h).
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """Let no socket be made any more by this process and those it starts; say whether that was possible."""
    number = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    instructions = b"".join(
        struct.pack("HBBI", *one)
        for one in (
            (_LOAD, 0, 0, 0),  # the number of the call
            (_JUMP_IF_EQUAL, 0, 1, number),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    program = _Program(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
