"""What is to be mended where neither the notebook nor the data are at fault: the machine is."""

import errno
import os
import re
from collections.abc import Iterable

_SPACE = "Free some space there, or write to another disk with --out DIR."
_WRITABLE = "Make it writable, or write elsewhere with --out DIR."
_REMEDIES = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EACCES: _WRITABLE,
    errno.EPERM: _WRITABLE,
    errno.EROFS: _WRITABLE,
    errno.EMFILE: "This process has too many files open: raise the limit (ulimit -n).",
    errno.ENFILE: "The system has too many files open: end other programs.",
    errno.ENOMEM: "There is too little memory: end other programs.",
    errno.ENAMETOOLONG: "Give it a shorter name, or put the checkout into a folder nearer to the root.",
    errno.EIO: "The disk or the network share does not answer as it should: look after it first.",
    errno.ESTALE: "The network share does not answer as it should: look after it first.",
}
_MACHINE: tuple[tuple[str, str, str], ...] = (  # what an error says, what it means, what to mend
    (
        r"\[Errno (28|122)\]|No space left on device|Disk quota exceeded|disk is full",
        "The disk is full; the notebook is not at fault.",
        "making room on the disk",
    ),
    (
        r"^MemoryError|ArrayMemoryError|Cannot allocate memory|out of memory|memory was used up",
        "The memory of this machine was not enough: end other programs, run fewer notebooks at once "
        "(--jobs 1), or have the cell need less.",
        "making room in memory, or in the cell",
    ),
    (
        r"\[Errno (23|24)\]|Too many open files",
        "Too many files are open: raise the limit (ulimit -n), or have the cell close its files.",
        "raising the limit, or closing files in the cell",
    ),
    (
        r"^(\w+\.)*(URLError|ConnectionError|Connect\w*Error|gaierror|ConnectTimeout|ReadTimeout|"
        r"RemoteDisconnected|SSLError|ProxyError|NewConnectionError|MaxRetryError|TimeoutException)\b|"
        r"Name or service not known|name resolution|Network is unreachable|Connection refused",
        "The network or the other end did not answer. A report that asks the network comes out "
        "otherwise, or not at all, another time: keep what it needs below data/.",
        "mending the network, or keeping the data here",
    ),
    (
        r"\[Errno 5\]|Input/output error|Stale file handle",
        "The disk or the network share does not answer as it should; the notebook is not at fault.",
        "mending the disk",
    ),
    (r"ended from outside \(SIGTERM\)", "", "whatever ended it"),
)
_DENIED = re.compile(r"^PermissionError: \[Errno (?:1|13)\] (?!a notebook writes)[^:]*: '(.+)'")


def about_the_machine(causes: Iterable[str]) -> tuple[str, str]:
    """What the machine is to blame for, and what to mend; two empty texts where it is not.

    Args:
        causes: What went wrong, as `Type: message` or in words.
    """
    for cause in causes:
        if denied := _DENIED.search(cause):
            what = "read" if os.path.exists(denied[1]) else "reached"  # noqa: PTH110
            return (
                f"{denied[1]} cannot be {what} or written by you; its rights are at fault.",
                f"giving yourself the rights to {denied[1]}",
            )
        for pattern, told, mended in _MACHINE:
            if re.search(pattern, cause):
                return told, mended
    return "", ""


def remedy(error: OSError) -> str:
    """What to do about a file that could not be read or written; "" where nobody knows."""
    path = error.filename
    denied = error.errno in {errno.EACCES, errno.EPERM}
    if denied and isinstance(path, str) and os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110
        return "Make it readable (chmod u+r)."
    return _REMEDIES.get(error.errno or 0, "")
