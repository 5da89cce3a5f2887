"""Moving finished files into their place, one by one, each atomically."""

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path

from twodeltas.run.keys import file_hash, sha256


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
        part = target.with_name(f".{target.name}.part")  # another disk: copy, then replace
        shutil.copyfile(source, part)
        part.replace(target)
        source.unlink()


def write(target: Path, text: str) -> str:
    """Write a text as UTF-8, atomically; returns the hash of its bytes."""
    content = text.encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)
    return sha256(content)


def remove(base: Path, paths: Iterable[str]) -> None:
    """Delete files below `base`, those already gone included."""
    for path in paths:
        (base / path).unlink(missing_ok=True)


def empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
