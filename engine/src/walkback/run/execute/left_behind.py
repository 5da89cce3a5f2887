"""Processes that a kernel started and that outlive it, in sessions of their own: found and ended.

A kernel's process group is killed with it. A child that left the group (`setsid`, a daemon) is known by
the folder that its stage writes to, which is in its environment, or by the kernel's log, which it
still has open. It is seen where the system shows processes in `/proc`.
"""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
_ROUNDS, _PAUSE = 20, 0.02  # a process that is ended may have started another


def end_left_behind(write: Path, log: Path) -> list[str]:
    """End what the kernel of a stage left behind; returns a line about each.

    Args:
        write: The folder that the stage writes to.
        log: What its kernel's process itself prints to.
    """
    ended: dict[int, str] = {}
    for _ in range(_ROUNDS):
        found = {pid: _name(pid) for pid in _belonging(write, log)}
        if not found:
            break
        ended |= found
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_PAUSE)
    return [f"A cell left a process behind, which was ended: {name}." for name in ended.values()]


def adopt() -> None:
    """Become the parent of processes below this one that lose theirs, where the system can do so."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def end_children() -> None:
    """End every child of this process, and what it gets as a child by that."""
    for _ in range(_ROUNDS):
        children = list(_children())
        if not children:
            return
        for pid in children:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)


def _children() -> Iterator[int]:
    own = os.getpid()
    with contextlib.suppress(OSError):
        yield from map(int, (_PROC / f"{own}/task/{own}/children").read_text("ascii").split())


def _belonging(write: Path, log: Path) -> list[int]:
    """The processes, this one aside, that were started for a stage."""
    if not _PROC.is_dir():
        return []
    mark = os.fsencode(f"WALKBACK_WRITE={write}") + b"\0"
    processes = [int(name) for name in os.listdir(_PROC) if name.isdigit()]  # noqa: PTH208
    others = [pid for pid in processes if pid != os.getpid()]
    return [pid for pid in others if _has_mark(pid, mark) or _has_open(pid, str(log))]


def _has_mark(pid: int, mark: bytes) -> bool:
    try:
        return mark in (_PROC / f"{pid}/environ").read_bytes() + b"\0"
    except OSError:
        return False


def _has_open(pid: int, log: str) -> bool:
    folder = f"{_PROC}/{pid}/fd"
    with contextlib.suppress(OSError):
        for number in os.listdir(folder):  # noqa: PTH208 - names alone
            with contextlib.suppress(OSError):
                if os.readlink(f"{folder}/{number}") == log:  # noqa: PTH115
                    return True
    return False


def _name(pid: int) -> str:
    """What a process is called, as it was started."""
    try:
        words = (_PROC / f"{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        words = b""
    return f"{words.decode('utf-8', 'replace').strip()[:80] or 'unknown'} (process {pid})"
