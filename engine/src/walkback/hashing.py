"""The SHA-256 of bytes and of files."""

import hashlib
import io
import os
import time
from collections.abc import Iterable
from pathlib import Path

_SETTLED = 2_000_000_000  # nanoseconds
_SMALL = 1 << 20  # bytes: read at once, without the buffer that `file_digest` makes for each file
_HASHED: dict[tuple[int, ...], str] = {}


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(path: Path | str) -> str | None:
    """The SHA-256 of a file's bytes, or None if there is no such file.

    Several stages may read one file: it is hashed once in a process, as long as the system says
    that it is the same. A file that changed in the last two seconds could change again within one
    tick of its clock, and is always read.
    """
    try:
        known = _HASHED.get(_sign(os.stat(path)))  # noqa: PTH116 - hundreds of files in each run
        if known is not None:
            return known
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            now = os.fstat(file.fileno())
            digest = _digest(file, now.st_size)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    if _settled(now):
        _HASHED[_sign(now)] = digest
    return digest


def file_hashes(folder: Path, names: Iterable[str]) -> dict[str, str | None]:
    """The hash of each file below a folder, by its path relative to it, with `/`."""
    join, base = os.path.join, str(folder)
    return {name: file_hash(join(base, name)) for name in names}


def _digest(file: io.FileIO, size: int) -> str:
    if size < _SMALL:
        return sha256(file.read())
    return hashlib.file_digest(file, "sha256").hexdigest()


def _sign(now: os.stat_result) -> tuple[int, ...]:
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def _settled(now: os.stat_result) -> bool:
    return time.time_ns() - max(now.st_mtime_ns, now.st_ctime_ns) > _SETTLED
