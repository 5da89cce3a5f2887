"""The SHA-256 of bytes and of files."""

import hashlib
import os
import time
from pathlib import Path

_SETTLED = 2_000_000_000  # nanoseconds
_HASHED: dict[tuple[int, ...], str] = {}


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, or None if there is no such file.

    Several stages may read one file: it is hashed once in a process, as long as the system says
    that it is the same. A file that changed in the last two seconds could change again within one
    tick of its clock, and is always read.
    """
    try:
        known = _HASHED.get(_sign(path.stat()))
        if known is not None:
            return known
        with path.open("rb") as file:
            now = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    if _settled(now):
        _HASHED[_sign(now)] = digest
    return digest


def _sign(now: os.stat_result) -> tuple[int, ...]:
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def _settled(now: os.stat_result) -> bool:
    return time.time_ns() - max(now.st_mtime_ns, now.st_ctime_ns) > _SETTLED
