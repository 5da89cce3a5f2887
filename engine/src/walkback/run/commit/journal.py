"""Putting many files in place together or not at all, whatever happens on the way.

Beside each file its new content is laid ready, and its old one kept. Then all are exchanged, one after
the other. What is to be exchanged stands in a file whose name says how far it is:

- `prepare`: nothing was exchanged yet. Found by the next run, all that was laid ready is taken away.
- `apply`: all is ready. The next run exchanges the rest.
- `back`: something could not be exchanged. The next run goes on to bring the old files back.

To go from one to the next the file is renamed, which needs no room on a full disk.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from walkback.atomic_files import write_bytes

PHASES = ("prepare", "apply", "back")
_TRIES = 3  # somebody may delete a folder at this very moment


class NotPlaced(Exception):  # noqa: N818 - it says what happened
    """A file could not be exchanged; all are as they were.

    Attributes:
        path: The file, relative to the folder of results.
        error: Why.
    """

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(path, error)
        self.path = path
        self.error = error


@dataclass(frozen=True)
class _Entry:
    """One file to be exchanged: whether there is a new one, and whether there was an old one."""

    target: Path
    path: str
    new: bool
    old: bool

    @property
    def ready(self) -> Path:
        return self.target.with_name(f".{self.target.name}.new")

    @property
    def kept(self) -> Path:
        return self.target.with_name(f".{self.target.name}.old")


def put(out: Path, run_dir: Path, changes: Mapping[str, Path | None]) -> None:
    """Exchange all files, or none.

    Args:
        out: The folder of results.
        run_dir: Where it is written down what goes on.
        changes: By path relative to `out`, the file with the new content, which stays where it is;
            None for a file that is to go.

    Raises:
        NotPlaced: Naming the first file that could not be exchanged; all are as they were.
    """
    for left in range(_TRIES - 1, -1, -1):
        try:
            _put(out, run_dir, changes)
        except NotPlaced as error:
            if not (left and isinstance(error.error, FileNotFoundError)):
                raise
        else:
            return


def pending(run_dir: Path) -> bool:
    """Whether a run was killed while it exchanged files."""
    return any(_file(run_dir, phase).exists() for phase in PHASES)


def recover(out: Path, run_dir: Path) -> None:
    """Bring to an end what a run that was killed began: all files are the new ones, or the old.

    Raises:
        NotPlaced: If neither can be done now.
    """
    for phase in PHASES:
        if not (file := _file(run_dir, phase)).exists():
            continue
        entries = _read(out, file)
        if phase == "apply":
            try:
                _each(entries, _exchange)
            except NotPlaced:
                file.rename(_file(run_dir, "back"))
                phase = "back"
        _end(run_dir, entries, phase)


def _put(out: Path, run_dir: Path, changes: Mapping[str, Path | None]) -> None:
    entries = [
        _Entry(out / path, path, source is not None, os.path.lexists(out / path))
        for path, source in changes.items()
    ]
    phase = "prepare"
    try:
        _write(_file(run_dir, phase), entries)
        for entry in entries:
            with _naming(entry):
                _lay_ready(entry, changes[entry.path])
        _file(run_dir, phase).rename(_file(run_dir, "apply"))
        phase = "apply"
        _each(entries, _exchange)
    except (NotPlaced, OSError):
        if phase == "apply":
            _file(run_dir, phase).rename(_file(run_dir, "back"))
            phase = "back"
        _end(run_dir, entries, phase)
        raise
    _end(run_dir, entries, phase)


def _end(run_dir: Path, entries: Iterable[_Entry], phase: str) -> None:
    """Bring back what is to be brought back, and take away all that was laid aside."""
    found = list(entries)
    if phase == "back":
        _all_back(found)
    with contextlib.suppress(OSError):  # the next run takes the rest away
        for entry in found:
            for aside in (entry.ready, entry.kept):
                if os.path.lexists(aside):  # a read-only disk refuses even what is not there
                    aside.unlink()
        _file(run_dir, phase).unlink(missing_ok=True)


def _all_back(entries: list[_Entry]) -> None:
    """Bring back all that can be; what cannot is left to the next run, beside its place."""
    failed = []
    for entry in reversed(entries):
        try:
            _each([entry], _bring_back)
        except NotPlaced as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _lay_ready(entry: _Entry, source: Path | None) -> None:
    entry.target.parent.mkdir(parents=True, exist_ok=True)
    if entry.target.is_dir() and not entry.target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(entry.target))
    if source is not None:
        _same(source, entry.ready)
    if entry.old:
        _same(entry.target, entry.kept)


def _same(source: Path, target: Path) -> None:
    """The same file under another name; a copy where a file can have but one."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(entry: _Entry) -> None:
    if not entry.new:
        entry.target.unlink(missing_ok=True)
    elif entry.ready.exists() or not entry.target.exists():  # else it is exchanged already
        entry.ready.replace(entry.target)


def _bring_back(entry: _Entry) -> None:
    if entry.old and os.path.lexists(entry.kept):
        if not _is_same(entry.kept, entry.target):
            entry.kept.replace(entry.target)
    elif not entry.old and not entry.ready.exists():
        entry.target.unlink(missing_ok=True)


def _is_same(one: Path, other: Path) -> bool:
    """Whether nothing was exchanged: two names of one file, or a copy of it."""
    with contextlib.suppress(OSError):
        return one.samefile(other) or (
            one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
        )
    return False


def _each(entries: Iterable[_Entry], work: Callable[[_Entry], None]) -> None:
    for entry in entries:
        with _naming(entry):
            work(entry)


@contextlib.contextmanager
def _naming(entry: _Entry) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotPlaced(entry.path, error) from error


def _file(run_dir: Path, phase: str) -> Path:
    return run_dir / f"journal-{phase}.json"


def _write(file: Path, entries: Iterable[_Entry]) -> None:
    listed = [[entry.path, entry.new, entry.old] for entry in entries]
    write_bytes(file, json.dumps(listed).encode(), to_disk=True)


def _read(out: Path, file: Path) -> list[_Entry]:
    """What a journal lists; it is written whole or not at all."""
    return [_Entry(out / path, path, new, old) for path, new, old in json.loads(file.read_bytes())]
