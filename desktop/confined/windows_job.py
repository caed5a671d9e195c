"""A limit of memory on Windows: a job object that holds this process alone (JOBOBJECT_EXTENDED_LIMIT_INFORMATION)."""

from __future__ import annotations

import ctypes

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY = 0x100


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )


def hold_memory(limit: int) -> None:
    """Put this process into a job that allows it ``limit`` bytes; a system that refuses leaves it as it is."""
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - a name that other systems lack
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return
    limits = ExtendedLimits()
    limits.basic.flags = _PROCESS_MEMORY
    limits.process_memory = limit
    size = ctypes.sizeof(limits)
    if kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), size):
        kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess()))


class MemoryCounters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_set", ctypes.c_size_t),
        ("set", ctypes.c_size_t),
        ("pools", ctypes.c_size_t * 4),
        ("page_file", ctypes.c_size_t),
        ("peak_page_file", ctypes.c_size_t),
    )


def resident() -> int:
    """Return the bytes that this process has in memory, 0 if the system doesn't say."""
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - as above
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    counters = MemoryCounters()
    counters.size = ctypes.sizeof(counters)
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    return counters.set if kernel.K32GetProcessMemoryInfo(this, ctypes.byref(counters), counters.size) else 0
