"""Moving finished files into their place, one by one, each atomically."""

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from walkback.hashing import file_hash, sha256


def move(source: Path, target: Path) -> None:
    """Put a file in its place; a reader sees the old or the new one, never a part.

    A target with the same bytes is left as it is, with its time.
    """
    if file_hash(source) == file_hash(target):
        source.unlink()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_bytes(target, source.read_bytes())  # another disk: copy, then replace
        source.unlink()


def write(target: Path, text: str) -> str:
    """Write a text as UTF-8, atomically; returns the hash of its bytes."""
    content = text.encode()
    write_bytes(target, content)
    return sha256(content)


def write_bytes(target: Path, content: bytes, *, to_disk: bool = False) -> None:
    """Write a file atomically; nothing of it is left when it cannot be written.

    Args:
        target: The file.
        content: All of it.
        to_disk: Whether to wait until the disk has it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            if to_disk:
                file.flush()
                os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)  # half of it, on a full disk


def remove(base: Path, paths: Iterable[str]) -> None:
    """Delete files below `base`, those already gone included."""
    for path in paths:
        (base / path).unlink(missing_ok=True)


def tidy(paths: Iterable[Path]) -> None:
    """Delete files and whole folders, as far as that can be done."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
